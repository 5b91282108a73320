package io.likeness.platform.store;

import io.likeness.contracts.Require;

/**
 * A part of an object that is not complete yet.
 *
 * @param number 1 to 10,000 (Amazon S3, "Multipart upload limits")
 * @param tag by which the store knows its content
 */
public record StoredPart(int number, String tag) {
    public static final int MOST = 10_000;

    public StoredPart {
        Require.between("number", number, 1, MOST);
        Require.text("tag", tag);
    }
}
