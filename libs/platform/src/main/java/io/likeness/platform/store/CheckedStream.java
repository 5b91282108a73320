package io.likeness.platform.store;

import io.likeness.contracts.Digests;
import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.LikenessException;
import io.likeness.contracts.ObjectReference;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;

/**
 * Content on its way out of the store. The last bytes are held back until length and digest are known to be right: whoever has
 * received as many bytes as were promised has the right ones. What goes wrong is a {@link LikenessException}. For one thread.
 */
final class CheckedStream extends FilterInputStream {
    private final ObjectReference reference;
    private final long expected;
    private final @Nullable MessageDigest digest;
    private long count;
    private boolean checked;

    private CheckedStream(InputStream in, ObjectReference reference, long expected, @Nullable MessageDigest digest) {
        super(in);
        this.reference = reference;
        this.expected = expected;
        this.digest = digest;
    }

    static CheckedStream whole(InputStream in, ObjectReference reference) {
        return new CheckedStream(in, reference, reference.bytes(), Digests.newSha256());
    }

    /** Only the length can be checked: a digest covers the whole. */
    static CheckedStream range(InputStream in, ObjectReference reference, long length) {
        return new CheckedStream(in, reference, length, null);
    }

    @Override
    public int read() {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) {
        if (length == 0) {
            return 0;
        }
        try {
            if (count == expected) {
                check();
                return -1;
            }
            int n = in.read(buffer, offset, (int) Math.min(length, expected - count));
            if (n < 0) {
                throw mismatch("%d bytes, found %d".formatted(expected, count));
            }
            count += n;
            if (digest != null) {
                digest.update(buffer, offset, n);
            }
            if (count == expected) {
                check();
            }
            return n;
        } catch (IOException e) {
            throw StoreCalls.unavailable(reference.key(), e);
        }
    }

    @Override
    public long skip(long bytes) {
        long left = bytes;
        byte[] buffer = new byte[1 << 13];
        while (left > 0) {
            int n = read(buffer, 0, (int) Math.min(buffer.length, left));
            if (n < 0) {
                break;
            }
            left -= n;
        }
        return bytes - left;
    }

    @Override
    public boolean markSupported() {
        return false;
    }

    private void check() throws IOException {
        if (checked) {
            return;
        }
        if (in.read() >= 0) {
            throw mismatch("%d bytes, found more".formatted(expected));
        }
        if (digest != null) {
            String found = Digests.hex(digest.digest());
            if (!found.equals(reference.sha256())) {
                throw mismatch("SHA-256 %s, found %s".formatted(reference.sha256(), found));
            }
        }
        checked = true;
    }

    private LikenessException mismatch(String difference) {
        return new LikenessException(
                ErrorCode.DIGEST_MISMATCH,
                "%s/%s: expected %s".formatted(reference.bucket(), reference.key(), difference));
    }
}
