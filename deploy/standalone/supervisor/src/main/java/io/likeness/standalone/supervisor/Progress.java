package io.likeness.standalone.supervisor;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;

/** One line a step, with the seconds since the start. Safe for threads. */
final class Progress {

    private final PrintStream output;
    private final long started = System.nanoTime();

    Progress(PrintStream output) {
        this.output = output;
    }

    void step(String text) {
        output.printf(Locale.ROOT, "[%5.1f s] %s%n", seconds(), text);
        output.flush();
    }

    /** A line that stands without a time in front. */
    void line(String text) {
        output.println(text);
        output.flush();
    }

    double seconds() {
        return Duration.ofNanos(System.nanoTime() - started).toMillis() / 1000.0;
    }
}
