package io.likeness.ingest.archive;

import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.LikenessException;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import org.apache.commons.compress.archivers.sevenz.SevenZFile;
import org.apache.commons.compress.archivers.tar.TarUtils;

/** The formats that are read, told apart by their first bytes; a zip that has something before it by its last. */
enum ArchiveFormat {
    ZIP,
    SEVEN_ZIP,
    TAR,
    COMPRESSED_TAR,
    PARQUET;

    /** Names of what is read. */
    static final String EXPECTED = "zip, 7z, tar (also as gz, bz2, xz, zst or lz4) or Parquet";

    static ArchiveFormat of(Path file) throws IOException {
        byte[] head = head(Files.newInputStream(file));
        if (startsWith(head, "504b0304") || startsWith(head, "504b0506")) {
            return ZIP;
        }
        if (SevenZFile.matches(head, head.length)) {
            return SEVEN_ZIP;
        }
        if (startsWith(head, "50415231")) {
            return PARQUET;
        }
        Optional<Compression> compression = Compression.of(head);
        if (compression.isPresent()) {
            return requireTarInside(file, compression.orElseThrow());
        }
        if (tar(head)) {
            return TAR;
        }
        if (zipAtTheEnd(file)) {
            return ZIP;
        }
        FileKind kind = FileKind.of(head);
        throw unsupported(kind.found() + ": " + kind.advice());
    }

    /** How a compressed tar is. */
    static Compression compression(Path file) throws IOException {
        return Compression.of(head(Files.newInputStream(file))).orElseThrow();
    }

    private static byte[] head(InputStream file) throws IOException {
        try (file) {
            return file.readNBytes(TarCuts.RECORD);
        }
    }

    private static boolean zipAtTheEnd(Path file) throws IOException {
        try (RandomAccessFile whole = new RandomAccessFile(file.toFile(), "r")) {
            return ZipEnd.closes(whole);
        }
    }

    private static ArchiveFormat requireTarInside(Path file, Compression compression) throws IOException {
        try (InputStream raw = Files.newInputStream(file)) {
            byte[] head;
            try {
                head = head(compression.expand(raw));
            } catch (IOException e) {
                throw Archive.unreadable("damaged " + compression.title() + " data", e);
            }
            if (!tar(head)) {
                throw unsupported("a file without a tar archive in it, compressed by " + compression.title());
            }
            return COMPRESSED_TAR;
        }
    }

    /** Every tar dialect has the header's checksum; only newer ones have the word "ustar". */
    static boolean tar(byte[] head) {
        try {
            return head.length == TarCuts.RECORD && head[0] != 0 && TarUtils.verifyCheckSum(head);
        } catch (IllegalArgumentException noNumber) {
            return false;
        }
    }

    private static boolean startsWith(byte[] head, String digits) {
        byte[] magic = HexFormat.of().parseHex(digits);
        return head.length >= magic.length && Arrays.equals(head, 0, magic.length, magic, 0, magic.length);
    }

    private static LikenessException unsupported(String found) {
        return new LikenessException(
                ErrorCode.UNSUPPORTED_ARCHIVE, "archive: expected " + EXPECTED + ", found " + found);
    }
}
