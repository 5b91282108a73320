package io.likeness.imaging.photo;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.regex.Pattern;

/**
 * How files of a format begin.
 *
 * @param pattern of the bytes as ISO-8859-1, where a dot is any byte
 */
record FirstBytes(Pattern pattern) {
    /** Enough for every format that is told apart. */
    private static final int LOOKED_AT = 64;

    FirstBytes(String pattern) {
        this(Pattern.compile(pattern, Pattern.DOTALL));
    }

    boolean of(byte[] file) {
        return pattern.matcher(new String(file, 0, Math.min(LOOKED_AT, file.length), ISO_8859_1))
                .lookingAt();
    }
}
