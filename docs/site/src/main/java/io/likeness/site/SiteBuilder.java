package io.likeness.site;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Writes one HTML file for each Markdown file of a folder. */
public final class SiteBuilder {
    /** As they are read. */
    static final List<String> PAGES = List.of(
            "index",
            "first-ten-minutes",
            "concepts",
            "api",
            "models-without-java",
            "webhooks-and-uploads",
            "operations");

    private SiteBuilder() {}

    /** @param arguments the folder of the Markdown and the folder of the pages */
    public static void main(String[] arguments) throws IOException {
        Path target = Path.of(arguments[1]);
        Files.createDirectories(target);
        List<SitePage> pages = read(Path.of(arguments[0]));
        for (SitePage page : pages) {
            Files.writeString(target.resolve(page.file()), PageFrame.around(page, pages));
        }
    }

    static List<SitePage> read(Path folder) throws IOException {
        List<SitePage> pages = new ArrayList<>();
        for (String name : PAGES) {
            pages.add(SitePage.of(name, Files.readString(folder.resolve(name + ".md"))));
        }
        return pages;
    }
}
