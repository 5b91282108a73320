package io.likeness.standalone.command;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;
import java.util.function.LongSupplier;

/** One line that is written anew on a terminal; elsewhere a line now and then, and whenever something else is done. */
final class ProgressLine {
    private static final long ON_A_TERMINAL = Duration.ofMillis(100).toNanos();
    private static final long ELSEWHERE = Duration.ofSeconds(10).toNanos();
    private static final int LEAST_BAR = 10;
    private static final int MOST_BAR = 40;

    private final PrintStream out;
    private final int columns;
    private final LongSupplier clock;
    private String doing = "";
    private double share;
    private long shownAt;
    private boolean shown;

    /** @param columns 0 where it is no terminal */
    ProgressLine(PrintStream out, int columns, LongSupplier clock) {
        this.out = out;
        this.columns = columns;
        this.clock = clock;
    }

    void show(Step step) {
        long now = clock.getAsLong();
        boolean other = !step.doing().equals(doing) || (step.share() == 1 && share != 1);
        if (!other && now - shownAt < (columns > 0 ? ON_A_TERMINAL : ELSEWHERE)) {
            return;
        }
        doing = step.doing();
        share = step.share();
        shownAt = now;
        if (columns > 0) {
            String line = line(step, columns - 1);
            out.print("\r" + line + " ".repeat(columns - 1 - line.length()));
            out.flush();
            shown = true;
        } else {
            out.println(plain(step));
        }
    }

    /** Makes room for something else. */
    void clear() {
        if (shown) {
            out.print("\r" + " ".repeat(columns - 1) + "\r");
            out.flush();
            shown = false;
        }
    }

    private static String plain(Step step) {
        String percent = Double.isNaN(step.share()) ? "" : String.format(Locale.ROOT, " %.0f %%", 100 * step.share());
        return step.doing() + percent + (step.rest().isEmpty() ? "" : ": " + step.rest());
    }

    /** Of a width; the bar gives way to words, down to its least width. */
    static String line(Step step, int width) {
        if (Double.isNaN(step.share())) {
            return cut(plain(step), width);
        }
        String before = String.format(Locale.ROOT, "%-9s [", step.doing());
        String after = String.format(
                Locale.ROOT, "] %3.0f %%%s", 100 * step.share(), step.rest().isEmpty() ? "" : "  " + step.rest());
        int bar = Math.clamp(width - before.length() - after.length(), LEAST_BAR, MOST_BAR);
        int done = (int) (bar * Math.clamp(step.share(), 0.0, 1.0));
        return cut(before + "#".repeat(done) + "-".repeat(bar - done) + after, width);
    }

    private static String cut(String line, int width) {
        return line.length() <= width ? line : line.substring(0, Math.max(0, width));
    }
}
