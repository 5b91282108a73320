package io.likeness.gateway.upload;

import org.jspecify.annotations.Nullable;

/**
 * What a request brings of an upload.
 *
 * @param offset of its first byte
 * @param bytes of its body as announced, negative if they were not
 * @param length of the whole in bytes, where the request says so
 * @param ending when the upload is complete
 * @param checksum of the body; nothing is kept of a body that has another
 */
record Piece(
        long offset,
        long bytes,
        @Nullable Long length,
        Ending ending,
        @Nullable Checksum checksum) {

    /** When an upload is complete. */
    enum Ending {
        /** As soon as the bytes are there that were announced. */
        AT_LENGTH,
        /** With the end of this body. */
        WITH_THIS,
        /** With a later body. */
        LATER
    }
}
