package io.likeness.imaging.photo;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import com.drew.lang.ByteArrayReader;
import com.drew.metadata.Metadata;
import com.drew.metadata.exif.ExifIFD0Directory;
import com.drew.metadata.exif.ExifReader;
import io.likeness.imaging.Orientation;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Optional;

/**
 * Finds the EXIF block of a JPEG, PNG, WebP or TIFF file by walking its segments, so that nothing else in the file is expanded or
 * parsed for one number; a TIFF is such a block as a whole.
 */
final class EmbeddedExif {
    private static final byte[] JPEG_PREFIX = "Exif\0\0".getBytes(ISO_8859_1);
    private static final int PNG_SIGNATURE_BYTES = 8;
    private static final int RIFF_HEADER_BYTES = 12;

    private EmbeddedExif() {}

    /** How the photo is turned upright; {@link Orientation#UPRIGHT} where the file does not say, or not readably. */
    static Orientation orientation(PhotoFormat format, byte[] file) {
        Optional<byte[]> block = switch (format) {
            case JPEG -> JpegHeader.exif(file);
            case PNG -> png(file);
            case WEBP -> webp(file);
            case TIFF -> Optional.of(file);
            case BMP, GIF, PNM -> Optional.empty();
        };
        return block.map(EmbeddedExif::orientation).orElse(Orientation.UPRIGHT);
    }

    private static Orientation orientation(byte[] block) {
        byte[] tiff =
                startsWith(block, JPEG_PREFIX) ? Arrays.copyOfRange(block, JPEG_PREFIX.length, block.length) : block;
        Metadata metadata = new Metadata();
        new ExifReader().extract(new ByteArrayReader(tiff), metadata);
        ExifIFD0Directory directory = metadata.getFirstDirectoryOfType(ExifIFD0Directory.class);
        Integer code = directory == null ? null : directory.getInteger(ExifIFD0Directory.TAG_ORIENTATION);
        return code == null ? Orientation.UPRIGHT : Orientation.ofExif(code);
    }

    private static Optional<byte[]> png(byte[] file) {
        ByteBuffer chunks = ByteBuffer.wrap(file);
        for (long at = PNG_SIGNATURE_BYTES; at + 12 <= file.length; ) {
            long length = Integer.toUnsignedLong(chunks.getInt((int) at));
            if (named(file, at + 4, "eXIf")) {
                return slice(file, at + 8, length);
            }
            at += 12 + length;
        }
        return Optional.empty();
    }

    private static Optional<byte[]> webp(byte[] file) {
        ByteBuffer chunks = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        for (long at = RIFF_HEADER_BYTES; at + 8 <= file.length; ) {
            long length = Integer.toUnsignedLong(chunks.getInt((int) at + 4));
            if (named(file, at, "EXIF")) {
                return slice(file, at + 8, length);
            }
            at += 8 + length + (length & 1);
        }
        return Optional.empty();
    }

    private static Optional<byte[]> slice(byte[] file, long start, long length) {
        return start + length <= file.length
                ? Optional.of(Arrays.copyOfRange(file, (int) start, (int) (start + length)))
                : Optional.empty();
    }

    private static boolean named(byte[] file, long at, String name) {
        return new String(file, (int) at, 4, ISO_8859_1).equals(name);
    }

    static boolean startsWith(byte[] block, byte[] prefix) {
        return block.length >= prefix.length && Arrays.equals(block, 0, prefix.length, prefix, 0, prefix.length);
    }
}
