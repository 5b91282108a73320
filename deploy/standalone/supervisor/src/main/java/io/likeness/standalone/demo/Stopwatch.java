package io.likeness.standalone.demo;

import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** Prints each step as it happens and, at the end, how long each took. */
final class Stopwatch {
    private static final double NANOS = 1e9;

    private final PrintStream out;
    private final Map<String, Double> seconds = new LinkedHashMap<>();
    private long start = System.nanoTime();

    Stopwatch(PrintStream out) {
        this.out = out;
    }

    /** Says something about the step under way. */
    void say(String format, Object... arguments) {
        out.println("  " + String.format(Locale.ROOT, format, arguments));
    }

    /** Ends a step; the next begins. */
    void done(String step) {
        double elapsed = (System.nanoTime() - start) / NANOS;
        seconds.put(step, elapsed);
        out.printf(Locale.ROOT, "✓ %s (%.1f s)%n", step, elapsed);
        start = System.nanoTime();
    }

    void summary() {
        out.println();
        seconds.forEach((step, elapsed) -> out.printf(Locale.ROOT, "  %7.1f s  %s%n", elapsed, step));
        double total =
                seconds.values().stream().mapToDouble(Double::doubleValue).sum();
        out.printf(Locale.ROOT, "  %7.1f s  in all%n", total);
    }
}
