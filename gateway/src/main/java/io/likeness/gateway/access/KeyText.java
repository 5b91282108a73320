package io.likeness.gateway.access;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.likeness.contracts.Digests;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A key as its owner shows it: {@code lk_<id>_<secret>}. It is not told by {@link #toString}.
 *
 * @param id 12 characters of a-z and 0-9; no secret
 * @param secret base64url of 256 random bits
 */
record KeyText(String id, String secret) {
    static final String PREFIX = "lk_";

    private static final Pattern FORM = Pattern.compile("lk_([a-z0-9]{12})_([A-Za-z0-9_-]{43})");
    private static final String ALPHABET = "abcdefghijklmnopqrstuvwxyz0123456789";
    private static final int ID_LENGTH = 12;
    private static final int SECRET_BYTES = 32;
    private static final SecureRandom RANDOM = new SecureRandom();

    static KeyText random() {
        StringBuilder id = new StringBuilder();
        RANDOM.ints(ID_LENGTH, 0, ALPHABET.length()).forEach(i -> id.append(ALPHABET.charAt(i)));
        return new KeyText(id.toString(), randomSecret());
    }

    static Optional<KeyText> parse(String text) {
        Matcher matcher = FORM.matcher(text);
        return matcher.matches() ? Optional.of(new KeyText(matcher.group(1), matcher.group(2))) : Optional.empty();
    }

    /** 43 characters that nobody guesses. */
    static String randomSecret() {
        byte[] secret = new byte[SECRET_BYTES];
        RANDOM.nextBytes(secret);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
    }

    /** What is stored of a secret. It has 256 random bits, so there is nothing that a slow or salted hash would protect. */
    static byte[] digest(String secret) {
        return Digests.newSha256().digest(secret.getBytes(US_ASCII));
    }

    byte[] digest() {
        return digest(secret);
    }

    String text() {
        return PREFIX + id + "_" + secret;
    }

    @Override
    public String toString() {
        return PREFIX + id + "_***";
    }
}
