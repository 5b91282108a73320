package io.likeness.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;

/** A person who has the page alone gets from photos to faces in an empty system: by mouse, then by keyboard, and can see all of it. */
record PageStory(URI address) {
    private static final int FACES = 240;
    private static final Duration IMPORT_LIMIT = Duration.ofSeconds(40);
    private static final Duration TRAINING_LIMIT = Duration.ofMinutes(2);
    private static final Duration REST = Duration.ofSeconds(5);
    /** Of the page and of what it asks for, in bytes. */
    private static final long FIRST_LOAD = 300_000;

    private static final long AT_REST_A_SECOND = 1_000;
    private static final String LOADED =
            "performance.getEntriesByType('resource').reduce((sum, one) => sum + one.transferSize, 0)"
                    + " + (performance.getEntriesByType('navigation')[0].transferSize)";
    /** Pictures load once they are looked at. */
    private static final String REFUSED_SEEN =
            "[...document.querySelectorAll('.samples.small:not(.found) img')].filter(one => { one.scrollIntoView();"
                    + " return one.naturalWidth > 0; }).length === 2";

    private static final String DOCTOR_SEEN =
            "[...document.querySelectorAll('h2')].filter(one => { if (one.textContent !== 'Doctor') return false;"
                    + " one.scrollIntoView(); return true; }).length === 1";

    /** The first one: others may be drawn before it is. */
    private static final By FACE = By.cssSelector(".generation .faces li:first-child .face img");

    void tell() throws Exception {
        try (Browser browser = Browser.open()) {
            try {
                tell(browser);
            } catch (AssertionError | RuntimeException e) {
                browser.photograph("failed");
                throw e;
            }
        }
    }

    private void tell(Browser browser) throws Exception {
        Path photos = Files.write(Browser.FOLDER.resolve("faces.zip"), Archives.withRefused(Archives.faces(FACES, 8)));
        theFirstLookIsSmallAndRestsAfterwards(browser);
        byMouse(browser, photos);
        byKeyboard(browser, Archives.photos(photos, Browser.FOLDER.resolve("photos")));
        aKeyIsShownOnceAndRevoked(browser);
        everyViewCanBeUsedByAnybody(browser);
        assertEquals(List.of(), browser.complaints());
    }

    private void theFirstLookIsSmallAndRestsAfterwards(Browser browser) throws IOException {
        browser.go(address + "/");
        browser.awaitText("Photos in, a face generator out");
        assertTrue(browser.number(LOADED) < FIRST_LOAD, () -> "bytes of the first load: " + browser.number(LOADED));
        browser.photograph("empty");
        long before = browser.number(LOADED);
        Awaitility.await("rest")
                .during(REST)
                .atMost(REST.multipliedBy(2))
                .until(() -> browser.number(LOADED) - before < AT_REST_A_SECOND * REST.toSeconds());
    }

    private void byMouse(Browser browser, Path photos) throws IOException {
        browser.choose(photos);
        browser.fill("dataset-name", "by-mouse");
        browser.photograph("upload");
        browser.press("Import");
        browser.await(By.xpath("//li[.//a='by-mouse']//*[normalize-space()='ready']"), IMPORT_LIMIT);
        browser.press("by-mouse");
        browser.awaitText("What was refused");
        browser.awaitTrue(REFUSED_SEEN);
        browser.photograph("refused");
        browser.awaitText("looked at.");
        browser.awaitTrue(DOCTOR_SEEN);
        browser.photograph("doctor");
        browser.press("Train on it");
        browser.fill("epochs", "1");
        browser.press("Train");
        browser.await(By.linkText("See version 1"), TRAINING_LIMIT);
        browser.photograph("trained");
        browser.press("Models");
        browser.awaitText("version 1 serves");
        browser.press("Draw faces with it");
        browser.fill("count", "4");
        browser.press("Draw");
        browser.await(FACE);
        browser.reload();
        browser.await(FACE).click();
        browser.awaitText("1 of 4");
        browser.press("The next face");
        browser.awaitText("2 of 4");
        browser.photograph("face");
        browser.press("Edit it");
        browser.awaitText("answered in");
        browser.press("Film of the way there");
        browser.awaitText("An edit in 12 steps");
        browser.photograph("edited");
    }

    /** Photos one by one, which the page packs. */
    private void byKeyboard(Browser browser, List<Path> photos) {
        browser.go(address + "/#/");
        browser.reload();
        browser.awaitText("Welcome back");
        browser.key("Datasets");
        browser.awaitTrue("e.tagName === 'H1' && e.textContent === 'Datasets'");
        // What a person does in the window that the return key opens here, no browser lets a program do.
        browser.tabTo("e.type === 'file'")
                .sendKeys(photos.stream().map(Path::toString).collect(Collectors.joining("\n")));
        browser.await(By.name("dataset-name"));
        browser.tabTo("e.name === 'dataset-name'");
        browser.typeHeld("a");
        browser.type("by-keyboard");
        browser.key("Import");
        browser.await(By.xpath("//li[.//a='by-keyboard']//*[normalize-space()='ready']"), IMPORT_LIMIT);
        browser.key("Training");
        browser.await(By.name("epochs"));
        browser.tabTo("e.name === 'epochs'");
        browser.type("1");
        browser.key("Train");
        browser.await(By.linkText("See version 1"), TRAINING_LIMIT);
        browser.key("Models");
        browser.await(By.xpath("//li[.//a='by-keyboard']//*[normalize-space()='version 1 serves']"));
        browser.key("Studio");
        browser.await(By.name("count"));
        browser.tabTo("e.name === 'studio-model'");
        browser.type("by-k");
        browser.tabTo("e.name === 'count'");
        browser.typeHeld("a");
        browser.type("2");
        browser.key("Draw");
        browser.awaitText("by-keyboard v1");
        browser.tabTo("e.classList.contains('face')");
        browser.type(Keys.ENTER);
        browser.awaitText("1 of 2");
        browser.type(Keys.ARROW_RIGHT);
        browser.awaitText("2 of 2");
        browser.type(Keys.ESCAPE);
        browser.awaitTrue("e.classList.contains('face')");
    }

    private void aKeyIsShownOnceAndRevoked(Browser browser) throws IOException {
        browser.go(address + "/#/system");
        browser.press("Keys");
        browser.awaitText("Nobody on this machine needs a key now");
        browser.fill("key-name", "the shop");
        browser.await(By.xpath("//summary[.='Limits']")).click();
        browser.fill("key-openJobs", "20");
        browser.press("Make the key");
        browser.awaitTrue("e.name === 'new-key' && /^lk_[a-z0-9]{12}_[A-Za-z0-9_-]{43}$/.test(e.value)");
        browser.requireAccessible("new key");
        browser.photograph("new-key");
        browser.press("Copy");
        browser.awaitText("Copied");
        browser.press("I have it");
        browser.awaitText("0 of 20");
        assertEquals(0, browser.number("document.getElementsByName('new-key').length"));

        browser.tabTo("e.name === 'key-name'");
        browser.type("the till");
        browser.key("Make the key");
        browser.awaitTrue("e.name === 'new-key'");
        browser.key("I have it");
        browser.tabTo("e.getAttribute('aria-label') === 'Revoke the till'");
        browser.type(Keys.ENTER);
        browser.awaitTrue("e.textContent === 'Keep it'");
        browser.requireAccessible("revocation");
        browser.key("Revoke it");
        browser.awaitTrue("e.tagName === 'H1'");
        browser.awaitText("Revoked and expired (1)");
    }

    private void everyViewCanBeUsedByAnybody(Browser browser) throws Exception {
        Map<String, String> views = views();
        for (Map.Entry<String, String> view : views.entrySet()) {
            browser.look(1_000, "light");
            // Else the name that is awaited would be the view's before it.
            browser.go("about:blank");
            browser.go(address + "/#" + view.getValue());
            browser.await(By.cssSelector("main h1"));
            browser.awaitTrue("!document.querySelector('main .skeleton')");
            for (int width : List.of(380, 1_000, 1_600)) {
                look(browser, view.getKey(), width, "light");
                // Nothing but colours differs in the dark.
                look(browser, view.getKey(), width, "dark", "color-contrast");
            }
        }
    }

    private static void look(Browser browser, String view, int width, String theme, String... rules)
            throws IOException {
        String look = "%s-%d-%s".formatted(view, width, theme);
        browser.look(width, theme);
        browser.requireAccessible(look, rules);
        browser.photograph(look);
    }

    private Map<String, String> views() throws Exception {
        GatewayClient gateway = new GatewayClient(address);
        Map<String, String> views = new LinkedHashMap<>();
        views.put("start", "/");
        views.put("datasets", "/datasets");
        views.put("dataset", "/datasets/" + newest(gateway, "/v1/datasets"));
        views.put("trainings", "/training");
        views.put("training", "/training/" + newest(gateway, "/v1/trainings"));
        views.put("studio", "/studio");
        views.put("edit", "/studio/edit?model=by-mouse&version=1&face=%7B%22seed%22:7%7D");
        views.put("walk", "/studio/walk");
        views.put("photo", "/studio/photo");
        views.put("generation", "/studio/" + newest(gateway, "/v1/generations"));
        views.put("models", "/models");
        views.put("model", "/models/by-mouse");
        views.put("version", "/models/by-mouse/1");
        views.put("system", "/system");
        views.put("keys", "/system/keys");
        return views;
    }

    private static String newest(GatewayClient gateway, String list) throws Exception {
        return gateway.get(list + "?limit=1").json().at("/0/id").asText();
    }
}
