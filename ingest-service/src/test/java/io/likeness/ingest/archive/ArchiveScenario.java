package io.likeness.ingest.archive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.LikenessException;
import io.likeness.ingest.archive.EntryBytes.Complete;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.io.TempDir;

/** Reads archives that are written for a test. */
abstract class ArchiveScenario {
    static final ArchiveLimits GENEROUS = new ArchiveLimits(100, 1L << 30, 1 << 20, 1 << 20, 1000);

    @TempDir
    Path folder;

    static Map<String, EntryBytes> read(Path archive, ArchiveLimits limits) throws IOException {
        Map<String, EntryBytes> read = new LinkedHashMap<>();
        Archive.open(archive, limits).visit((name, content) -> read.put(name, content.read(limits.entryBytes())));
        return read;
    }

    static byte[] complete(Map<String, EntryBytes> read, String name) {
        return assertInstanceOf(Complete.class, read.get(name)).content();
    }

    static void assertRefused(ErrorCode code, String words, Path archive, ArchiveLimits limits) {
        LikenessException refused = assertThrows(LikenessException.class, () -> read(archive, limits));
        assertEquals(code, refused.code());
        assertTrue(String.valueOf(refused.getMessage()).contains(words), refused.getMessage());
    }

    Path written(byte[] content) throws IOException {
        return Files.write(folder.resolve("file-" + System.nanoTime()), content);
    }

    Path gzipped(byte[] content) throws IOException {
        Path file = folder.resolve("gzip-" + System.nanoTime());
        try (GZIPOutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            out.write(content);
        }
        return file;
    }

    static byte[] noise(int length) {
        byte[] noise = new byte[length];
        new Random(length).nextBytes(noise);
        return noise;
    }
}
