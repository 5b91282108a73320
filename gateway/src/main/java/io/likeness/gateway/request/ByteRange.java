package io.likeness.gateway.request;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A part of a content that a caller asks for (RFC 9110, section 14). What is not understood, and several parts at once, are ignored, as it
 * says there.
 *
 * @param first byte, 0 or more
 * @param last byte, not before the first
 */
record ByteRange(long first, long last) {
    private static final Pattern ONE = Pattern.compile("bytes=(\\d{0,18})-(\\d{0,18})");

    /** What a request asks for. */
    sealed interface Asked {
        /** All of it. */
        record Everything() implements Asked {}

        /** A part of it. */
        record Part(ByteRange range) implements Asked {}

        /** A part that it does not have. */
        record Nothing() implements Asked {}
    }

    /**
     * What the headers {@code Range} and {@code If-Range} ask for.
     *
     * @param tag of the content, with its quotes
     * @param bytes of the content
     */
    static Asked asked(@Nullable String range, @Nullable String ifRange, String tag, long bytes) {
        if (range == null || ifRange != null && !ifRange.equals(tag)) {
            return new Asked.Everything();
        }
        Matcher one = ONE.matcher(range);
        if (!one.matches() || one.group(1).isEmpty() && one.group(2).isEmpty()) {
            return new Asked.Everything();
        }
        return of(one.group(1), one.group(2), bytes).<Asked>map(Asked.Part::new).orElseGet(Asked.Nothing::new);
    }

    private static Optional<ByteRange> of(String first, String last, long bytes) {
        if (first.isEmpty()) {
            long count = Math.min(Long.parseLong(last), bytes);
            return count == 0 ? Optional.empty() : Optional.of(new ByteRange(bytes - count, bytes - 1));
        }
        long from = Long.parseLong(first);
        long to = last.isEmpty() ? bytes - 1 : Math.min(Long.parseLong(last), bytes - 1);
        return from > to ? Optional.empty() : Optional.of(new ByteRange(from, to));
    }

    long length() {
        return last - first + 1;
    }
}
