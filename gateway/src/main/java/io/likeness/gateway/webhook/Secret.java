package io.likeness.gateway.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.likeness.contracts.Require;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** A key that deliveries are signed with, 24 to 64 bytes (Standard Webhooks 1.0.0, "Signature scheme"). It is not told by {@link #toString}. */
final class Secret {
    /** What stands for one that is not shown. */
    static final String MASKED = "whsec_********";

    private static final String PREFIX = "whsec_";
    private static final int LEAST = 24;
    private static final int MOST = 64;
    private static final int USUAL = 32;
    private static final String ALGORITHM = "HmacSHA256";
    private static final SecureRandom RANDOM = new SecureRandom();

    private final byte[] key;

    Secret(byte[] key) {
        this.key = key.clone();
    }

    static Secret random() {
        byte[] key = new byte[USUAL];
        RANDOM.nextBytes(key);
        return new Secret(key);
    }

    /** One that a request names, or a random one; throws as {@link #parse}. */
    static Secret of(@Nullable String text) {
        return text == null ? random() : parse("secret", text);
    }

    /** @throws io.likeness.contracts.LikenessException {@code INVALID_REQUEST}, which does not repeat what was found */
    static Secret parse(String field, String text) {
        try {
            byte[] key = Base64.getDecoder().decode(text.startsWith(PREFIX) ? text.substring(PREFIX.length()) : "-");
            if (key.length >= LEAST && key.length <= MOST) {
                return new Secret(key);
            }
            throw refused(field, "that of " + key.length + " bytes");
        } catch (IllegalArgumentException e) {
            throw refused(field, "another text of " + text.length() + " characters");
        }
    }

    private static RuntimeException refused(String field, String found) {
        return Require.invalid(field, "'whsec_' and the base64 of 24 to 64 bytes", found);
    }

    byte[] key() {
        return key.clone();
    }

    /** As whoever verifies needs it. */
    String text() {
        return PREFIX + Base64.getEncoder().encodeToString(key);
    }

    /** One signature of the header {@code webhook-signature}: {@code v1,} and the base64 of HMAC-SHA256 over {@code id.timestamp.body}. */
    String sign(String id, long timestamp, byte[] body) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key, ALGORITHM));
            mac.update((id + "." + timestamp + ".").getBytes(UTF_8));
            return "v1," + Base64.getEncoder().encodeToString(mac.doFinal(body));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has " + ALGORITHM, e);
        }
    }

    @Override
    public String toString() {
        return MASKED;
    }
}
