package io.likeness.contracts;

import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Argument checks for wire records: each throws {@code INVALID_REQUEST} naming the field, what is allowed and what was found. */
public final class Require {
    /** The greatest integer that every JSON reader keeps exactly: 2^53 - 1 (RFC 8259, section 6). */
    public static final long GREATEST_SEED = (1L << 53) - 1;

    private static final Pattern SHA_256 = Pattern.compile("[0-9a-f]{64}");
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9._-]{0,62}");

    private Require() {}

    public static <T> T present(String field, @Nullable T value) {
        if (value == null) {
            throw invalid(field, "a value", "none");
        }
        return value;
    }

    /** For what follows from something else. */
    public static void absent(String field, String expected, @Nullable Object value) {
        if (value != null) {
            throw invalid(field, expected, value.toString());
        }
    }

    public static String text(String field, @Nullable String value) {
        if (value == null || value.isBlank()) {
            throw invalid(field, "a text that is not blank", value == null ? "none" : "a blank one");
        }
        return value;
    }

    /** A name that is safe in a URL, an object key and a file name: lower-case letters, digits, dot, dash, underscore. */
    public static String name(String field, @Nullable String value) {
        if (value == null || !NAME.matcher(value).matches()) {
            throw invalid(
                    field,
                    "1 to 63 characters of a-z, 0-9, '.', '_' and '-', the first a letter or digit",
                    quoted(value));
        }
        return value;
    }

    public static String sha256(String field, @Nullable String value) {
        if (value == null || !SHA_256.matcher(value).matches()) {
            throw invalid(field, "64 lower-case hexadecimal digits", quoted(value));
        }
        return value;
    }

    public static int between(String field, int value, int least, int most) {
        return (int) between(field, (long) value, least, most);
    }

    public static long between(String field, long value, long least, long most) {
        if (value < least || value > most) {
            throw invalid(field, least + " to " + most, Long.toString(value));
        }
        return value;
    }

    /** A number in a query. */
    public static long integer(String field, @Nullable String text) {
        try {
            return Long.parseLong(text(field, text));
        } catch (NumberFormatException e) {
            throw invalid(field, "an integer", quoted(text));
        }
    }

    /** A number in a query that may be absent. */
    public static @Nullable Long optionalInteger(String field, @Nullable String text) {
        return text == null ? null : (Long) integer(field, text);
    }

    /**
     * For a compare-and-set.
     *
     * @param revision that a caller has seen; absent: whichever it is
     * @throws LikenessException {@code STATE_CONFLICT} if it is not the newest
     */
    public static void newest(long newest, @Nullable Long revision) {
        if (revision != null && revision != newest) {
            throw new LikenessException(
                    ErrorCode.STATE_CONFLICT,
                    "revision: expected %d, the newest, found %d".formatted(newest, revision));
        }
    }

    public static double between(String field, double value, double least, double most) {
        if (!(value >= least && value <= most)) {
            throw invalid(field, least + " to " + most, Double.toString(value));
        }
        return value;
    }

    public static double finite(String field, double value) {
        if (!Double.isFinite(value)) {
            throw invalid(field, "a finite number", Double.toString(value));
        }
        return value;
    }

    /** For durations, rates and losses: finite, 0 or more. */
    public static double notNegative(String field, double value) {
        if (!(value >= 0 && Double.isFinite(value))) {
            throw invalid(field, "a finite number, 0 or more", Double.toString(value));
        }
        return value;
    }

    /** Numbers by name: a copy that is sorted by name and cannot be changed, each number finite. */
    public static Map<String, Double> numbers(String field, @Nullable Map<String, Double> values) {
        Map<String, Double> sorted = new TreeMap<>(present(field, values));
        sorted.forEach((name, value) -> finite(field + "." + name, present(field + "." + name, value)));
        return Collections.unmodifiableMap(sorted);
    }

    public static <T> T oneOf(String field, T value, Collection<? extends T> allowed) {
        if (!allowed.contains(value)) {
            throw invalid(field, "one of " + allowed, String.valueOf(value));
        }
        return value;
    }

    public static LikenessException invalid(String field, String expected, String found) {
        return new LikenessException(
                ErrorCode.INVALID_REQUEST, "%s: expected %s, found %s".formatted(field, expected, found));
    }

    private static String quoted(@Nullable String value) {
        return value == null ? "none" : "'" + value + "'";
    }
}
