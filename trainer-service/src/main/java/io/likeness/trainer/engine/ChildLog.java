package io.likeness.trainer.engine;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** What a child has printed. Stateless. */
final class ChildLog {
    private static final int MOST_LAST_WORDS = 1000;

    private ChildLog() {}

    /** Its end. */
    static String lastWords(Path log) {
        try {
            String text = new String(Files.readAllBytes(log), StandardCharsets.UTF_8).strip();
            return text.substring(Math.max(0, text.length() - MOST_LAST_WORDS));
        } catch (IOException e) {
            return "(not readable)";
        }
    }
}
