package io.likeness.gateway.upload;

import io.likeness.contracts.Digests;
import java.util.Base64;
import org.bouncycastle.crypto.digests.SHA256Digest;

/** A SHA-256 that goes on in another process where it stopped: the platform's own keeps its state to itself. For one thread. */
final class ResumableDigest {
    private final SHA256Digest digest;

    private ResumableDigest(SHA256Digest digest) {
        this.digest = digest;
    }

    static ResumableDigest ofNothing() {
        return new ResumableDigest(new SHA256Digest());
    }

    /** Goes on from what {@link #state} told. */
    static ResumableDigest from(String state) {
        return new ResumableDigest(new SHA256Digest(Base64.getDecoder().decode(state)));
    }

    void update(byte[] bytes, int offset, int length) {
        digest.update(bytes, offset, length);
    }

    String state() {
        return Base64.getEncoder().encodeToString(digest.getEncodedState());
    }

    /** Of all there was so far; it may go on afterwards. */
    String sha256() {
        byte[] hash = new byte[digest.getDigestSize()];
        new SHA256Digest(digest).doFinal(hash, 0);
        return Digests.hex(hash);
    }
}
