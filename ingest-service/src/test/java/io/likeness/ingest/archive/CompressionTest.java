package io.likeness.ingest.archive;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.likeness.contracts.ErrorCode;
import io.likeness.ingest.TestArchive;
import io.likeness.ingest.archive.EntryBytes.Damaged;
import io.likeness.ingest.archive.EntryBytes.OverLimit;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorOutputStream;
import org.apache.commons.compress.compressors.zstandard.ZstdCompressorOutputStream;
import org.junit.jupiter.api.Test;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.LZMAOutputStream;

/** Files and entries that are compressed otherwise than by deflate. */
class CompressionTest extends ArchiveScenario {
    @Test
    void readsZipEntriesOfTheRarerMethods() throws IOException {
        byte[] photo = noise(40_000);
        Path archive = folder.resolve("methods");
        try (ZipArchiveOutputStream zip = new ZipArchiveOutputStream(archive)) {
            raw(zip, "1.jpg", 95, photo, compressed(XZCompressorOutputStream::new, photo));
            raw(zip, "2.jpg", 93, photo, compressed(ZstdCompressorOutputStream::new, photo));
            raw(zip, "3.jpg", 14, photo, lzma(photo, 1 << 16, false));
            raw(zip, "4.jpg", 97, photo, photo);
            raw(zip, "5.jpg", 95, photo, photo);
            raw(zip, "6.jpg", 14, photo, lzmaClaiming(photo, 1 << 30));
            raw(zip, "7.jpg", ZipEntry.STORED, photo, photo);
            raw(zip, "8.jpg", 14, photo, lzma(photo, 1 << 16, true));
        }

        Map<String, EntryBytes> read = read(archive, GENEROUS);

        for (String whole : List.of("1.jpg", "2.jpg", "3.jpg", "7.jpg", "8.jpg")) {
            assertArrayEquals(photo, complete(read, whole), whole);
        }
        assertEquals(new Damaged("compressed by the unknown method 97"), read.get("4.jpg"));
        assertInstanceOf(Damaged.class, read.get("5.jpg"));
        assertInstanceOf(OverLimit.class, read.get("6.jpg"));
    }

    private static void raw(ZipArchiveOutputStream zip, String name, int method, byte[] file, byte[] compressed)
            throws IOException {
        CRC32 crc = new CRC32();
        crc.update(file);
        ZipArchiveEntry entry = new ZipArchiveEntry(name);
        entry.setMethod(method);
        entry.setSize(file.length);
        entry.setCompressedSize(compressed.length);
        entry.setCrc(crc.getValue());
        zip.addRawArchiveEntry(entry, new ByteArrayInputStream(compressed));
    }

    private static byte[] compressed(Compressing compressing, byte[] file) throws IOException {
        ByteArrayOutputStream compressed = new ByteArrayOutputStream();
        try (OutputStream out = compressing.to(compressed)) {
            out.write(file);
        }
        return compressed.toByteArray();
    }

    private static byte[] lzma(byte[] file, int dictionary, boolean endMarker) throws IOException {
        LZMA2Options options = new LZMA2Options();
        options.setDictSize(dictionary);
        ByteArrayOutputStream data = new ByteArrayOutputStream();
        int properties;
        try (LZMAOutputStream lzma = new LZMAOutputStream(data, options, endMarker)) {
            lzma.write(file);
            properties = lzma.getProps();
        }
        return ByteBuffer.allocate(9 + data.size())
                .order(ByteOrder.LITTLE_ENDIAN)
                .putShort((short) 0x1009)
                .putShort((short) 5)
                .put((byte) properties)
                .putInt(dictionary)
                .put(data.toByteArray())
                .array();
    }

    private static byte[] lzmaClaiming(byte[] file, int dictionary) throws IOException {
        byte[] lzma = lzma(file, 1 << 16, false);
        ByteBuffer.wrap(lzma).order(ByteOrder.LITTLE_ENDIAN).putInt(5, dictionary);
        return lzma;
    }

    @FunctionalInterface
    private interface Compressing {
        OutputStream to(OutputStream out) throws IOException;
    }

    @Test
    void refusesACompressedTarThatTakesTooMuchMemory() throws IOException {
        Path tar = new TestArchive().file("1.jpg", noise(5_000)).tar(folder);
        byte[] archive = compressed(XZCompressorOutputStream::new, Files.readAllBytes(tar));
        claimDictionary(archive, 30);

        assertRefused(
                ErrorCode.ARCHIVE_LIMIT_EXCEEDED, "pack it with a smaller dictionary", written(archive), GENEROUS);
    }

    /** The .xz file format, 3.1 and 5.3.1: in the first block's header, which ends with its checksum; 30 are 128 MiB. */
    private static void claimDictionary(byte[] xz, int code) {
        int header = 12;
        int checksum = header + 4 * (xz[header] & 0xff);
        assertEquals(0x21, xz[header + 2], "LZMA2");
        xz[header + 4] = (byte) code;
        CRC32 crc = new CRC32();
        crc.update(xz, header, checksum - header);
        ByteBuffer.wrap(xz).order(ByteOrder.LITTLE_ENDIAN).putInt(checksum, (int) crc.getValue());
    }
}
