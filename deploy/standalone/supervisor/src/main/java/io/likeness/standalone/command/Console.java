package io.likeness.standalone.command;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;

/** What a command says: its result as text or as JSON, and messages beside it. */
final class Console {
    private final Surroundings surroundings;
    private final boolean json;
    private final ProgressLine progress;

    Console(Surroundings surroundings, boolean json) {
        this.surroundings = surroundings;
        this.json = json;
        this.progress = new ProgressLine(surroundings.err(), surroundings.columns(), System::nanoTime);
    }

    /** A line of the result; a message where that is JSON. */
    void tell(String format, Object... arguments) {
        progress.clear();
        (json ? surroundings.err() : surroundings.out()).println(text(format, arguments));
    }

    /** A line beside the result. */
    void note(String format, Object... arguments) {
        progress.clear();
        surroundings.err().println(text(format, arguments));
    }

    /** The result, or one thing of a result that goes on, as a line of JSON, where that is wanted. */
    void document(JsonNode document) {
        if (json) {
            progress.clear();
            surroundings.out().println(document);
        }
    }

    /** A table, where no JSON is wanted. */
    void table(Table table) {
        if (!json) {
            table.lines().forEach(surroundings.out()::println);
        }
    }

    boolean json() {
        return json;
    }

    ProgressLine progress() {
        return progress;
    }

    private static String text(String format, Object... arguments) {
        return arguments.length == 0 ? format : String.format(Locale.ROOT, format, arguments);
    }
}
