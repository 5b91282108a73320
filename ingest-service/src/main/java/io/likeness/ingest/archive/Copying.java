package io.likeness.ingest.archive;

import io.likeness.contracts.Digests;
import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.LikenessException;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.MessageDigest;

/** Passes on the bytes of archives, for as long as the thread is not interrupted, which it stays. Stateless. */
final class Copying {
    private static final int BUFFER_BYTES = 1 << 16;

    private Copying() {}

    /** Copies so many bytes; fewer are an {@link EOFException}. */
    static void copy(InputStream in, OutputStream out, long bytes) throws IOException {
        byte[] buffer = new byte[(int) Math.min(BUFFER_BYTES, bytes)];
        for (long left = bytes; left > 0; ) {
            requireUninterrupted();
            int n = in.read(buffer, 0, (int) Math.min(buffer.length, left));
            if (n < 0) {
                throw new EOFException("expected " + left + " more bytes, found none");
            }
            out.write(buffer, 0, n);
            left -= n;
        }
    }

    /** Of what is left of a stream. */
    static String sha256(InputStream in) throws IOException {
        MessageDigest digest = Digests.newSha256();
        byte[] buffer = new byte[BUFFER_BYTES];
        for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
            requireUninterrupted();
            digest.update(buffer, 0, n);
        }
        return Digests.hex(digest.digest());
    }

    private static void requireUninterrupted() {
        if (Thread.currentThread().isInterrupted()) {
            throw new LikenessException(ErrorCode.CAPACITY_EXHAUSTED, "archive: interrupted");
        }
    }
}
