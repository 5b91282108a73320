package io.likeness.standalone.command;

import java.util.List;
import java.util.Locale;

/** Numbers as people read them. */
final class InWords {
    private static final int THOUSAND = 1000;
    private static final int MINUTE = 60;
    private static final int HOUR = 3600;
    private static final List<String> UNITS = List.of("kB", "MB", "GB", "TB");

    private InWords() {}

    static String bytes(long bytes) {
        if (bytes < THOUSAND) {
            return bytes + " B";
        }
        double value = bytes;
        int unit = -1;
        while (value >= THOUSAND && unit + 1 < UNITS.size()) {
            value /= THOUSAND;
            unit++;
        }
        return String.format(Locale.ROOT, "%.1f %s", value, UNITS.get(unit));
    }

    static String seconds(double seconds) {
        long whole = Math.round(seconds);
        if (whole < MINUTE) {
            return whole + " s";
        }
        return whole < HOUR
                ? whole / MINUTE + " min " + whole % MINUTE + " s"
                : whole / HOUR + " h " + whole % HOUR / MINUTE + " min";
    }

    /** {@code 2026-01-31 12:00} of a time as the API tells it. */
    static String time(String instant) {
        return instant.length() < "2026-01-31T12:00".length()
                ? instant
                : instant.substring(0, "2026-01-31T12:00".length()).replace('T', ' ');
    }
}
