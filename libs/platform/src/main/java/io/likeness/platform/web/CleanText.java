package io.likeness.platform.web;

import io.likeness.contracts.LikenessException;
import io.likeness.contracts.Require;

/** Text that every part of the system can keep: PostgreSQL has no NUL, and half a surrogate pair is no character in UTF-8. Stateless. */
public final class CleanText {

    private CleanText() {}

    /** @throws LikenessException {@code INVALID_REQUEST}, naming the field */
    public static void require(String field, String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == 0) {
                throw Require.invalid(field, "a text without the character NUL", "one at position " + i);
            }
            if (Character.isHighSurrogate(c) && i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))) {
                i++;
            } else if (Character.isSurrogate(c)) {
                throw Require.invalid(field, "a text of Unicode characters", "half of a pair at position " + i);
            }
        }
    }
}
