package io.likeness.ingest.archive;

import static io.likeness.ingest.TestArchive.joined;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.likeness.contracts.ErrorCode;
import io.likeness.ingest.TestArchive;
import io.likeness.ingest.archive.EntryBytes.Damaged;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.Test;

/** What only a tar can be. */
class TarArchiveTest extends ArchiveScenario {
    @Test
    void readsNamesBeyondTarsHundredCharacters() throws IOException {
        String name = "folder/".repeat(40) + "1.jpg";

        assertEquals(
                List.of(name),
                List.copyOf(read(new TestArchive().file(name, "x").tgz(folder), GENEROUS)
                        .keySet()));
    }

    @Test
    void readsOnWhereATarWasPutBehindTheEndOfAnother() throws IOException {
        TestArchive one = new TestArchive().file("1.jpg", "one").file("2.jpg", "two");
        TestArchive other = new TestArchive().file("3.jpg", noise(5_000)).file("4.jpg", "four");
        byte[] both = joined(Files.readAllBytes(one.tar(folder)), Files.readAllBytes(other.tar(folder)));
        byte[] members = joined(Files.readAllBytes(one.tgz(folder)), Files.readAllBytes(other.tgz(folder)));
        for (Path archive : List.of(written(both), gzipped(both), written(members))) {
            Map<String, EntryBytes> read = read(archive, GENEROUS);

            assertEquals(List.of("1.jpg", "2.jpg", "3.jpg", "4.jpg"), List.copyOf(read.keySet()));
            assertArrayEquals(noise(5_000), complete(read, "3.jpg"));
            assertArrayEquals("four".getBytes(UTF_8), complete(read, "4.jpg"));
        }
    }

    @Test
    void takesWhatIsBehindTheEndOfATarForNothing() throws IOException {
        byte[] tar = Files.readAllBytes(new TestArchive().file("1.jpg", "one").tar(folder));

        assertEquals(
                List.of("1.jpg"),
                List.copyOf(read(written(joined(tar, noise(5_000))), GENEROUS).keySet()));
    }

    @Test
    void countsTheFilesOfATarBehindAnother() throws IOException {
        byte[] tar = Files.readAllBytes(new TestArchive().file("1.jpg", "one").tar(folder));
        ArchiveLimits one = new ArchiveLimits(1, 1 << 20, 1 << 20, 1 << 20, 1000);

        assertRefused(ErrorCode.ARCHIVE_LIMIT_EXCEEDED, "at most 1 entries", written(joined(tar, tar)), one);
    }

    @Test
    void namesAHardLinkOfATar() throws IOException {
        Path archive = folder.resolve("linked");
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(Files.newOutputStream(archive))) {
            TarArchiveEntry file = new TarArchiveEntry("Ann/1.jpg");
            file.setSize(3);
            tar.putArchiveEntry(file);
            tar.write("one".getBytes(UTF_8));
            tar.closeArchiveEntry();
            TarArchiveEntry link = new TarArchiveEntry("Bob/1.jpg", TarConstants.LF_LINK);
            link.setLinkName("Ann/1.jpg");
            tar.putArchiveEntry(link);
            tar.closeArchiveEntry();
        }

        Map<String, EntryBytes> read = read(archive, GENEROUS);

        assertArrayEquals("one".getBytes(UTF_8), complete(read, "Ann/1.jpg"));
        assertEquals(new Damaged("another name of 'Ann/1.jpg' (a hard link)"), read.get("Bob/1.jpg"));
    }

    @Test
    void refusesATarWhoseHeadersAreABomb() throws IOException {
        Path archive = folder.resolve("names");
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(Files.newOutputStream(archive))) {
            TarArchiveEntry name = new TarArchiveEntry("././@LongLink", TarConstants.LF_GNUTYPE_LONGNAME);
            name.setSize(3 << 20);
            tar.putArchiveEntry(name);
            tar.write(new byte[3 << 20]);
            tar.closeArchiveEntry();
        }

        assertRefused(ErrorCode.UNSUPPORTED_ARCHIVE, "headers of more than", archive, GENEROUS);
    }
}
