package io.likeness.system;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A fenced block of a document.
 *
 * @param document its file
 * @param line of its first line of text
 * @param information what stands behind the fence: the language, and {@code not run:} with the reason, {@code needs} with programs or {@code
 *     file=} with a name
 * @param text as printed
 */
record Snippet(Path document, int line, String information, String text) {
    private static final Pattern FENCED = Pattern.compile("(?ms)^```([^\\n`]*)\\n(.*?)^```$");
    private static final Pattern FILE = Pattern.compile("file=(\\S+)");
    private static final String NOT_RUN = " not run: ";
    private static final String NEEDS = " needs ";

    static List<Snippet> of(Path document) throws IOException {
        String all = Files.readString(document);
        List<Snippet> snippets = new ArrayList<>();
        for (MatchResult block : FENCED.matcher(all).results().toList()) {
            int line = 2 + (int) all.substring(0, block.start()).lines().count();
            snippets.add(new Snippet(document, line, block.group(1), block.group(2)));
        }
        return snippets;
    }

    boolean isShell() {
        return information.equals("sh") || information.startsWith("sh ");
    }

    boolean isRun() {
        return isShell() && !information.contains(NOT_RUN);
    }

    /** Why it is not run, with where it is; empty if it is run. */
    String exemption() {
        return isRun() || !isShell()
                ? ""
                : document.getFileName() + ": "
                        + text.lines().findFirst().orElse("").split("\\s+#")[0].strip();
    }

    /** Programs and packages without which it cannot be run. */
    Set<String> needs() {
        int at = information.indexOf(NEEDS);
        return at < 0
                ? Set.of()
                : Set.of(information.substring(at + NEEDS.length()).split(" "));
    }

    /** The name under which a reader is told to keep it; none where it is no file. */
    Stream<String> file() {
        Matcher matcher = FILE.matcher(information);
        return matcher.find() ? Stream.of(String.valueOf(matcher.group(1))) : Stream.empty();
    }

    @Override
    public String toString() {
        return document.getFileName() + ":" + line;
    }
}
