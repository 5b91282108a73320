package io.likeness.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.util.List;
import org.openqa.selenium.By;

/** Whoever looks for help finds it from the page and the way back, and reads every page of it on any screen. */
record PagesStory(URI address) {
    private static final List<String> PAGES = List.of(
            "",
            "first-ten-minutes.html",
            "concepts.html",
            "api.html",
            "models-without-java.html",
            "webhooks-and-uploads.html",
            "operations.html");

    private static final List<Integer> WIDTHS = List.of(380, 900, 1_600);
    /** Of a page with all that it loads, in bytes. */
    private static final long FIRST_LOAD = 300_000;

    private static final String LOADED =
            "performance.getEntriesByType('resource').reduce((sum, one) => sum + one.decodedBodySize, 0)"
                    + " + performance.getEntriesByType('navigation')[0].decodedBodySize";

    void tell() throws Exception {
        try (Browser browser = Browser.open()) {
            browser.go(address + "/");
            browser.press("Help");
            browser.await(By.xpath("//h1[.='Documentation']"));
            for (String page : PAGES) {
                browser.go(address + "/docs/" + page);
                browser.await(By.xpath("//button[.='Copy' or @title='Dark colours']"));
                assertTrue(browser.number(LOADED) < FIRST_LOAD, () -> page + ": " + browser.number(LOADED));
                for (String theme : List.of("light", "dark")) {
                    for (int width : WIDTHS) {
                        browser.look(width, theme);
                        browser.requireAccessible(page + " " + theme + " " + width);
                        browser.photograph("docs-" + page.replace(".html", "") + "-" + theme + "-" + width);
                    }
                }
                browser.look(1_000, "light");
            }
            browser.press("Back to Likeness");
            browser.awaitText("Models");
            assertEquals(List.of(), browser.complaints());
        }
    }
}
