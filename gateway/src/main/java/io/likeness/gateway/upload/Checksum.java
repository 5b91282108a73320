package io.likeness.gateway.upload;

import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.LikenessException;
import io.likeness.contracts.Require;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;

/** What a client says the digest of a request's body is (tus 1.0.0, "Checksum"). For one body, and one thread. */
final class Checksum {
    static final String FIELD = "Upload-Checksum";

    private static final Map<String, String> ALGORITHMS = new TreeMap<>(
            Map.of("md5", "MD5", "sha1", "SHA-1", "sha256", "SHA-256", "sha384", "SHA-384", "sha512", "SHA-512"));

    private final MessageDigest digest;
    private final byte[] expected;

    private Checksum(MessageDigest digest, byte[] expected) {
        this.digest = digest;
        this.expected = expected;
    }

    static String algorithms() {
        return String.join(",", ALGORITHMS.keySet());
    }

    /** @param text such as {@code sha1 Kq5sNclPz7QV2+lfQIuc6R7oRu0=} */
    static Checksum parse(String text) {
        String[] words = text.strip().split(" +");
        String algorithm = words.length == 2 ? ALGORITHMS.get(words[0]) : null;
        if (algorithm == null) {
            throw Require.invalid(FIELD, "one of " + ALGORITHMS.keySet() + " and a digest in Base64", "'" + text + "'");
        }
        try {
            MessageDigest digest = MessageDigest.getInstance(algorithm);
            byte[] expected = Base64.getDecoder().decode(words[1]);
            if (expected.length != digest.getDigestLength()) {
                throw Require.invalid(FIELD, digest.getDigestLength() + " bytes in Base64", expected.length + " bytes");
            }
            return new Checksum(digest, expected);
        } catch (IllegalArgumentException e) {
            throw Require.invalid(FIELD, "a digest in Base64", "'" + words[1] + "'");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has " + algorithm, e);
        }
    }

    void update(byte[] bytes, int offset, int length) {
        digest.update(bytes, offset, length);
    }

    /** @throws LikenessException {@code CHECKSUM_MISMATCH} */
    void verify() {
        byte[] found = digest.digest();
        if (!MessageDigest.isEqual(expected, found)) {
            Base64.Encoder base64 = Base64.getEncoder();
            throw new LikenessException(
                    ErrorCode.CHECKSUM_MISMATCH,
                    "%s: expected %s, found %s; nothing of the body is kept"
                            .formatted(FIELD, base64.encodeToString(expected), base64.encodeToString(found)));
        }
    }
}
