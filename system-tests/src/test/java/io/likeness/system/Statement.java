package io.likeness.system;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a shell takes at a time: a line, or as many as belong together.
 *
 * @param place where it is printed
 * @param text as printed
 */
record Statement(String place, String text) {
    private static final Pattern REFUSED = Pattern.compile("\\s# ([45]\\d\\d): ");
    private static final Pattern ASSIGNED = Pattern.compile("^([A-Z]+)=");

    /** Those of a snippet, in order. */
    static List<Statement> of(Snippet snippet) throws IOException, InterruptedException {
        List<Statement> statements = new ArrayList<>();
        StringBuilder text = new StringBuilder();
        int line = snippet.line();
        int first = line;
        for (String next : snippet.text().lines().toList()) {
            if (text.isEmpty()) {
                first = line;
            }
            text.append(next).append('\n');
            line++;
            if (isComplete(text.toString())) {
                if (!text.toString().isBlank() && !text.toString().startsWith("#")) {
                    statements.add(new Statement(snippet.document().getFileName() + ":" + first, text.toString()));
                }
                text.setLength(0);
            }
        }
        if (!text.isEmpty()) {
            throw new AssertionError(snippet + ": expected a complete statement, found " + text);
        }
        return statements;
    }

    /** The status with which the text says that a request of it is refused. */
    OptionalInt refusal() {
        Matcher matcher = REFUSED.matcher(text);
        return matcher.find() ? OptionalInt.of(Integer.parseInt(matcher.group(1))) : OptionalInt.empty();
    }

    /** Whether it asks again until it is answered otherwise. */
    boolean waits() {
        return text.startsWith("until ");
    }

    /** The variable that it sets; none where it sets none. */
    Stream<String> variable() {
        Matcher matcher = ASSIGNED.matcher(text);
        return matcher.find() ? Stream.of(String.valueOf(matcher.group(1))) : Stream.empty();
    }

    /** A shell that reads it says nothing of an end that is missing. */
    private static boolean isComplete(String text) throws IOException, InterruptedException {
        if (text.endsWith("\\\n")) {
            return false;
        }
        Process shell = new ProcessBuilder("bash", "-n", "-c", text)
                .redirectErrorStream(true)
                .start();
        shell.getOutputStream().close();
        boolean silent = shell.getInputStream().readAllBytes().length == 0;
        return shell.waitFor() == 0 && silent;
    }
}
