package io.likeness.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The page's files as they lie there: no build looks at them before a browser does. */
final class PageFilesTest {
    private static final Path FOLDER = Path.of("src", "main", "resources", "META-INF", "resources");
    private static final Pattern IMPORT = Pattern.compile("(?:from |import\\()\"([^\"]+)\"");
    private static final Pattern FILE = Pattern.compile("(?:href|src)=\"([a-z][^\":#]*\\.[a-z]+)\"");
    private static final Pattern ELSEWHERE = Pattern.compile("(?:https?:)?//(?!www\\.w3\\.org)[a-z]+\\.[a-z]+");
    private static final int LONGEST = 400;

    @Test
    void everyModuleThatIsImportedIsThere() throws IOException {
        for (Path file : files(".js")) {
            for (String name : found(IMPORT, Files.readString(file))) {
                assertTrue(Files.isRegularFile(file.resolveSibling(name)), () -> file + " imports " + name);
            }
        }
    }

    @Test
    void theFirstFileNamesOthersThatAreThereAndNothingInline() throws IOException {
        String page = Files.readString(FOLDER.resolve("index.html"));
        for (String name : found(FILE, page)) {
            assertTrue(Files.isRegularFile(FOLDER.resolve(name)), name);
        }
        assertEquals(List.of(), found(Pattern.compile("(<style|<script>|style=| on[a-z]+=)"), page));
    }

    @Test
    void nothingIsLoadedFromElsewhere() throws IOException {
        for (Path file : files("")) {
            assertEquals(List.of(), found(ELSEWHERE, " " + Files.readString(file) + " "), file::toString);
        }
    }

    @Test
    void everyFileCanBeReadInOneGo() throws IOException {
        for (Path file : files("")) {
            assertTrue(Files.readAllLines(file).size() <= LONGEST, file::toString);
        }
    }

    private static List<Path> files(String ending) throws IOException {
        try (Stream<Path> all = Files.walk(FOLDER)) {
            return all.filter(Files::isRegularFile)
                    .filter(file -> file.toString().endsWith(ending))
                    .toList();
        }
    }

    /** Of each match its first group, or all of it. */
    private static List<String> found(Pattern pattern, String text) {
        return pattern.matcher(text)
                .results()
                .map(result -> result.groupCount() > 0 ? group(result) : result.group())
                .toList();
    }

    private static String group(MatchResult result) {
        return String.valueOf(result.group(1));
    }
}
