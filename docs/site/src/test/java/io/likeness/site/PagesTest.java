package io.likeness.site;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.likeness.contracts.ErrorCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the pages say of the code is true, and what they link to is there. */
final class PagesTest {
    private static final Path ROOT = Path.of(System.getProperty("likeness.root"));
    private static final Path SITE = ROOT.resolve("docs/site");
    private static final Pattern LINK = Pattern.compile("]\\(([^)\\s]+)\\)");
    private static final Pattern ID = Pattern.compile(" id=\"([^\"]+)\"");
    private static final Pattern ERROR_ROW = Pattern.compile("(?m)^\\| `([A-Z_]+)` \\| (\\d{3}) \\|");
    private static final Pattern KEY_ROW = Pattern.compile("(?m)^\\| `(likeness\\.[^`]+)` \\| `?([^`|]+?)`? \\|");
    private static final Pattern KEPT_ROW =
            Pattern.compile("(?m)^\\| [^|]+ \\| (?:.* )?(\\d+ (?:days|hours)|a day)[^|]*\\| `(likeness[^`]+)` \\|");
    private static final Pattern NAMED_KEY = Pattern.compile("`(likeness\\.[a-z0-9.<>-]+)`");

    /** Modules whose keys have a table. */
    private static final List<String> CONFIGURED = List.of(
            "libs/platform", "gateway", "ingest-service", "trainer-service", "model-registry", "generator-service");

    @Test
    void everyMarkdownFileIsAPage() throws IOException {
        try (Stream<Path> files = Files.list(SITE)) {
            Set<String> found = files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".md"))
                    .collect(Collectors.toSet());
            assertEquals(SiteBuilder.PAGES.stream().map(name -> name + ".md").collect(Collectors.toSet()), found);
        }
    }

    @Test
    void everyLinkToAPageLeadsThere() throws IOException {
        List<String> dead = new ArrayList<>();
        for (SitePage page : SiteBuilder.read(SITE)) {
            requireFragmentsOnce(page);
            Path file = SITE.resolve(page.name() + ".md");
            dead.addAll(deadLinks(file, Files.readString(file)));
        }
        dead.addAll(deadLinks(ROOT.resolve("README.md"), Files.readString(ROOT.resolve("README.md"))));
        dead.addAll(deadLinks(ROOT.resolve("docs/README.md"), Files.readString(ROOT.resolve("docs/README.md"))));
        assertEquals(List.of(), dead);
    }

    @Test
    void everyErrorCodeIsInTheTableWithItsStatus() throws IOException {
        Set<String> told = rows(ERROR_ROW, "api")
                .map(row -> row.group(1) + " " + row.group(2))
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> known = Arrays.stream(ErrorCode.values())
                .map(code -> code + " " + code.httpStatus())
                .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(known, told);
    }

    @Test
    void everyKeyIsInItsServicesTableWithItsDefault() throws IOException {
        for (String module : CONFIGURED) {
            String heading = module.startsWith("libs/") ? "Every service" : module;
            String section = section(heading);
            List<String> told = KEY_ROW.matcher(section)
                    .results()
                    .map(row -> row.group(1) + " = " + value(row.group(2)))
                    .toList();
            assertEquals(Files.readAllLines(record(module)), told, heading);
        }
    }

    @Test
    void whatIsKeptIsKeptForAsLongAsItsKeySays() throws IOException {
        List<String> defaults = Files.readAllLines(record("gateway"));
        List<MatchResult> rows = rows(KEPT_ROW, "concepts").toList();
        assertTrue(rows.size() >= 7, "rows with a key and a time: " + rows.size());
        for (MatchResult row : rows) {
            String time =
                    row.group(1).replace("a day", "24h").replace(" days", "d").replace(" hours", "h");
            assertTrue(defaults.contains(row.group(2) + " = " + time), () -> row.group(2) + " is not " + time);
        }
    }

    @Test
    void noPageNamesAKeyThatNobodyKnows() throws IOException {
        String keys = "";
        for (String module : CONFIGURED) {
            keys += "\n" + Files.readString(record(module));
        }
        for (String name : SiteBuilder.PAGES) {
            for (MatchResult named : rows(NAMED_KEY, name).toList()) {
                assertTrue(keys.contains("\n" + named.group(1) + " = "), () -> name + " names " + named.group(1));
            }
        }
    }

    @Test
    void nothingIsLoadedFromElsewhereAndNothingIsInline() throws IOException {
        List<SitePage> pages = SiteBuilder.read(SITE);
        for (SitePage page : pages) {
            String html = PageFrame.around(page, pages);
            assertTrue(
                    Pattern.compile("(src|<link[^>]* href)=\"(https?:)?//")
                            .matcher(html)
                            .results()
                            .findAny()
                            .isEmpty(),
                    page.name());
            assertTrue(
                    Pattern.compile("<style|<script>|style=| on[a-z]+=\"")
                            .matcher(page.body().replaceAll("(?s)<pre.*?</pre>", ""))
                            .results()
                            .findAny()
                            .isEmpty(),
                    page.name());
        }
    }

    private static void requireFragmentsOnce(SitePage page) {
        List<String> ids = ids(page);
        assertEquals(ids.stream().distinct().toList(), ids, page.name());
    }

    private static List<String> deadLinks(Path file, String markdown) throws IOException {
        List<String> dead = new ArrayList<>();
        for (MatchResult link : LINK.matcher(markdown).results().toList()) {
            String to = link.group(1);
            if (!to.contains(":") && !to.startsWith("/") && !leadsSomewhere(file, to)) {
                dead.add(file.getFileName() + " links to " + to);
            }
        }
        return dead;
    }

    private static boolean leadsSomewhere(Path from, String to) throws IOException {
        String[] parts = to.split("#", 2);
        Path target = parts[0].isEmpty() ? from : from.resolveSibling(parts[0]).normalize();
        if (parts.length == 1 || !target.startsWith(SITE)) {
            return Files.exists(target);
        }
        String name = target.getFileName().toString().replace(".md", "");
        return ids(SitePage.of(name, Files.readString(target))).contains(parts[1]);
    }

    private static List<String> ids(SitePage page) {
        return ID.matcher(page.body()).results().map(id -> id.group(1)).toList();
    }

    private static Stream<MatchResult> rows(Pattern row, String page) throws IOException {
        return row.matcher(Files.readString(SITE.resolve(page + ".md"))).results();
    }

    private static String section(String heading) throws IOException {
        String page = Files.readString(SITE.resolve("operations.md"));
        String rest = page.substring(page.indexOf("\n### " + heading + "\n") + 1);
        int end = rest.indexOf("\n### ");
        return end < 0 ? rest : rest.substring(0, end);
    }

    private static String value(String told) {
        return told.equals("none") || told.equals("required") ? "(" + told + ")" : told;
    }

    private static Path record(String module) {
        return ROOT.resolve(module).resolve("src/test/resources/configuration.txt");
    }
}
