package io.likeness.platform.store;

import io.likeness.contracts.Digests;
import io.likeness.contracts.LikenessException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;

/** Counts and digests what is read, and refuses more than a limit. For one thread; does not close what it reads. */
final class DigestingStream extends FilterInputStream {
    private final MessageDigest digest = Digests.newSha256();
    private final long mostBytes;
    private long count;

    DigestingStream(InputStream in, long mostBytes) {
        super(in);
        this.mostBytes = mostBytes;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int n = readOn(buffer, offset, length);
        if (n > 0) {
            count += n;
            if (count > mostBytes) {
                throw BodyFailure.tooLong(mostBytes);
            }
            digest.update(buffer, offset, n);
        }
        return n;
    }

    private int readOn(byte[] buffer, int offset, int length) throws IOException {
        try {
            return in.read(buffer, offset, length);
        } catch (LikenessException e) {
            throw BodyFailure.of(e);
        }
    }

    @Override
    public boolean markSupported() {
        return false;
    }

    @Override
    public void close() {}

    long count() {
        return count;
    }

    String sha256() {
        return Digests.hex(digest.digest());
    }
}
