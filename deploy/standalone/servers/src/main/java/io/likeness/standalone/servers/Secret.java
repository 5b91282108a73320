package io.likeness.standalone.servers;

import java.security.SecureRandom;
import java.util.HexFormat;

/** Random passwords. */
public final class Secret {

    private static final int BYTES = 20;
    private static final SecureRandom RANDOM = new SecureRandom();

    private Secret() {}

    /** A new password of 160 bits, as 40 hexadecimal digits: safe in SQL, in URLs and in environments. */
    public static String generate() {
        byte[] bytes = new byte[BYTES];
        RANDOM.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
