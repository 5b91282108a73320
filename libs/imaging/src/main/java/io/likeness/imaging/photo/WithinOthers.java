package io.likeness.imaging.photo;

import com.drew.lang.ByteArrayReader;
import com.drew.metadata.Metadata;
import com.drew.metadata.exif.ExifIFD0Directory;
import com.drew.metadata.exif.ExifReader;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/** Files of one format within those of another, which have a size of their own that nobody tells before they are decoded. Stateless. */
final class WithinOthers {
    private static final int BMP_COMPRESSION_AT = 30;
    private static final int BMP_JPEG = 4;
    private static final int BMP_PNG = 5;
    private static final int TIFF_OLD_JPEG = 6;
    private static final int TIFF_JPEG = 7;

    private WithinOthers() {}

    /** Whether the pixels of a bitmap or a TIFF are a JPEG or PNG. */
    static boolean jpeg(PhotoFormat format, byte[] file) {
        return switch (format) {
            case BMP -> file.length >= BMP_COMPRESSION_AT + Integer.BYTES && bitmap(file);
            case TIFF -> List.of(TIFF_JPEG, TIFF_OLD_JPEG).contains(compression(file));
            case JPEG, PNG, GIF, WEBP, PNM -> false;
        };
    }

    private static boolean bitmap(byte[] bmp) {
        int compression = ByteBuffer.wrap(bmp).order(ByteOrder.LITTLE_ENDIAN).getInt(BMP_COMPRESSION_AT);
        return compression == BMP_JPEG || compression == BMP_PNG;
    }

    /** How the pixels of a TIFF are compressed, as its first directory says; 0 where it does not. */
    private static int compression(byte[] tiff) {
        Metadata metadata = new Metadata();
        new ExifReader().extract(new ByteArrayReader(tiff), metadata);
        ExifIFD0Directory directory = metadata.getFirstDirectoryOfType(ExifIFD0Directory.class);
        Integer compression = directory == null ? null : directory.getInteger(ExifIFD0Directory.TAG_COMPRESSION);
        return compression == null ? 0 : compression;
    }
}
