package io.likeness.imaging.photo;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Optional;

/** Mends what other programs overlook in a file: slips around the pixels, which ImageIO's readers take for damage. */
final class Tidying {
    private static final int BMP_LENGTH_AT = 2;
    private static final byte[] JPEG_END = {(byte) 0xff, (byte) 0xd9};
    private static final int APP2 = 0xe2;
    private static final byte[] PROFILE = "ICC_PROFILE\0".getBytes(ISO_8859_1);

    private Tidying() {}

    /** The file, or a copy of it that is in order; what is left out of its end shows when its pixels are read. */
    static byte[] tidied(PhotoFormat format, byte[] file) {
        return switch (format) {
            case BMP -> withItsLength(file);
            case JPEG -> withItsEnd(file);
            case PNG, GIF, WEBP, TIFF, PNM -> file;
        };
    }

    /** A bitmap whose header claims another length than it has. */
    private static byte[] withItsLength(byte[] bmp) {
        if (ByteBuffer.wrap(bmp).order(ByteOrder.LITTLE_ENDIAN).getInt(BMP_LENGTH_AT) == bmp.length) {
            return bmp;
        }
        byte[] copy = bmp.clone();
        ByteBuffer.wrap(copy).order(ByteOrder.LITTLE_ENDIAN).putInt(BMP_LENGTH_AT, bmp.length);
        return copy;
    }

    /** A JPEG of which the last two bytes are missing has all its pixels. */
    private static byte[] withItsEnd(byte[] jpeg) {
        if (Arrays.equals(jpeg, jpeg.length - JPEG_END.length, jpeg.length, JPEG_END, 0, JPEG_END.length)) {
            return jpeg;
        }
        return ByteBuffer.allocate(jpeg.length + JPEG_END.length)
                .put(jpeg)
                .put(JPEG_END)
                .array();
    }

    /** A JPEG without its colour profile, if it has one: a profile in parts that do not count up makes no other program give up the pixels. */
    static Optional<byte[]> withoutProfile(PhotoFormat format, byte[] file) {
        if (format != PhotoFormat.JPEG) {
            return Optional.empty();
        }
        ByteArrayOutputStream plain = new ByteArrayOutputStream(file.length);
        int copied = 0;
        for (JpegHeader.Segment segment : JpegHeader.segments(file)) {
            if (segment.marker() == APP2 && segment.begins(file, PROFILE)) {
                plain.write(file, copied, segment.start() - copied);
                copied = segment.end();
            }
        }
        plain.write(file, copied, file.length - copied);
        return copied == 0 ? Optional.empty() : Optional.of(plain.toByteArray());
    }
}
