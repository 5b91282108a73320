package io.likeness.imaging.photo;

import java.util.Arrays;
import java.util.Optional;

/**
 * What a JPEG says of itself before its pixels (ITU-T T.81, annex B).
 *
 * @param components colour components: 1 grey, 3 colour, 4 CMYK or YCCK
 */
record JpegHeader(int width, int height, int components) {
    private static final int APP1 = 0xe1;
    /** Of the segments looked for; both need eight bytes after their marker. */
    private static final int LEAST_LENGTH = 8;

    private static final byte[] EXIF = {'E', 'x', 'i', 'f', 0, 0};

    static Optional<JpegHeader> of(byte[] file) {
        return find(file, JpegHeader::frame)
                .map(at -> new JpegHeader(unsigned(file, at + 7), unsigned(file, at + 5), file[at + 9] & 0xff));
    }

    /** The EXIF block, which begins with the word "Exif". */
    static Optional<byte[]> exif(byte[] file) {
        return find(file, (bytes, at) -> (bytes[at + 1] & 0xff) == APP1 && exifAt(bytes, at + 4))
                .map(at -> Arrays.copyOfRange(file, at + 4, at + 2 + unsigned(file, at + 2)));
    }

    private static boolean frame(byte[] file, int at) {
        int marker = file[at + 1] & 0xff;
        // SOF0 to SOF15 without DHT, JPG and DAC, which share the range.
        return marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc;
    }

    private static boolean exifAt(byte[] file, int at) {
        return Arrays.equals(file, at, at + EXIF.length, EXIF, 0, EXIF.length);
    }

    private static Optional<Integer> find(byte[] file, SegmentTest test) {
        int at = 2;
        while (at + 3 < file.length && (file[at] & 0xff) == 0xff) {
            int marker = file[at + 1] & 0xff;
            if (marker == 0xff) {
                at++;
                continue;
            }
            if (marker == 0xda || marker == 0xd9) {
                return Optional.empty();
            }
            int length = unsigned(file, at + 2);
            boolean whole = length >= LEAST_LENGTH && at + 2 + length <= file.length;
            if (whole && test.matches(file, at)) {
                return Optional.of(at);
            }
            at += 2 + Math.max(2, length);
        }
        return Optional.empty();
    }

    private static int unsigned(byte[] file, int at) {
        return ((file[at] & 0xff) << 8) | (file[at + 1] & 0xff);
    }

    /** Looks at the segment whose marker begins at a position. */
    @FunctionalInterface
    private interface SegmentTest {
        boolean matches(byte[] file, int at);
    }
}
