package io.likeness.gateway.letter;

import io.likeness.contracts.Require;
import org.jspecify.annotations.Nullable;

/**
 * Which letters are asked for.
 *
 * @param before the cursor: letters older than this one
 */
record LetterQuery(
        @Nullable String topic,
        @Nullable String consumer,
        @Nullable LetterState state,
        long before,
        int limit) {

    /** @throws io.likeness.contracts.LikenessException {@code INVALID_REQUEST} naming the parameter */
    static LetterQuery of(
            @Nullable String topic,
            @Nullable String consumer,
            @Nullable String state,
            @Nullable String cursor,
            int limit) {
        return new LetterQuery(
                topic,
                consumer,
                state == null ? null : LetterState.parse("state", state),
                cursor == null ? Long.MAX_VALUE : sequence(cursor),
                limit);
    }

    private static long sequence(String cursor) {
        if (!cursor.matches("\\d{1,18}")) {
            throw Require.invalid("cursor", "one that an answer named as next", "another");
        }
        return Long.parseLong(cursor);
    }
}
