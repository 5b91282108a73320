package io.likeness.ingest.archive;

import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.LikenessException;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarUtils;

/** The formats that are read, told apart by their first bytes; a zip that has something before it by its last. */
enum ArchiveFormat {
    ZIP,
    TAR,
    GZIPPED_TAR;

    static ArchiveFormat of(Path file) throws IOException {
        byte[] head = head(file);
        if (startsWith(head, 'P', 'K', 3, 4) || startsWith(head, 'P', 'K', 5, 6)) {
            return ZIP;
        }
        if (startsWith(head, 0x1f, 0x8b)) {
            return requireTarInside(file);
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

    private static byte[] head(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return in.readNBytes(TarCuts.RECORD);
        }
    }

    private static boolean zipAtTheEnd(Path file) throws IOException {
        try (RandomAccessFile whole = new RandomAccessFile(file.toFile(), "r")) {
            return ZipEnd.closes(whole);
        }
    }

    private static ArchiveFormat requireTarInside(Path file) throws IOException {
        try (InputStream raw = Files.newInputStream(file)) {
            byte[] head;
            try (InputStream in = new GZIPInputStream(raw)) {
                head = in.readNBytes(TarCuts.RECORD);
            } catch (IOException e) {
                throw Archive.unreadable("damaged gzip data", e);
            }
            if (!tar(head)) {
                throw unsupported("a gzip file without a tar archive in it");
            }
            return GZIPPED_TAR;
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

    private static boolean startsWith(byte[] head, int... magic) {
        for (int k = 0; k < magic.length; k++) {
            if (k >= head.length || (head[k] & 0xff) != magic[k]) {
                return false;
            }
        }
        return true;
    }

    private static LikenessException unsupported(String found) {
        return new LikenessException(
                ErrorCode.UNSUPPORTED_ARCHIVE, "archive: expected zip, tar or tar.gz, found " + found);
    }
}
