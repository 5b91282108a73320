package io.likeness.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.commons.compress.archivers.sevenz.SevenZArchiveEntry;
import org.apache.commons.compress.archivers.sevenz.SevenZOutputFile;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.compressors.CompressorException;
import org.apache.commons.compress.compressors.CompressorStreamFactory;

/** Archives made on the fly. */
public final class TestArchive {
    private final List<Entry> entries = new ArrayList<>();

    public TestArchive file(String name, byte[] content) {
        entries.add(new Entry(name, content));
        return this;
    }

    public TestArchive file(String name, String text) {
        return file(name, text.getBytes(UTF_8));
    }

    public Path zip(Path folder) {
        return write(folder.resolve("archive-" + System.nanoTime()), this::zip);
    }

    public Path tar(Path folder) {
        return write(folder.resolve("archive-" + System.nanoTime()), this::tar);
    }

    public Path tgz(Path folder) {
        return write(folder.resolve("archive-" + System.nanoTime()), out -> {
            try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
                tar(gzip);
            }
        });
    }

    /** @param compressor its name as commons-compress has it */
    public Path tar(Path folder, String compressor) {
        return write(folder.resolve("archive-" + System.nanoTime()), out -> {
            try (OutputStream compressed =
                    new CompressorStreamFactory().createCompressorOutputStream(compressor, out)) {
                tar(compressed);
            } catch (CompressorException e) {
                throw new IOException(e);
            }
        });
    }

    public Path sevenZip(Path folder) {
        Path file = folder.resolve("archive-" + System.nanoTime());
        try (SevenZOutputFile sevenZip = new SevenZOutputFile(file.toFile())) {
            for (Entry entry : entries) {
                SevenZArchiveEntry header = new SevenZArchiveEntry();
                header.setName(entry.name);
                sevenZip.putArchiveEntry(header);
                sevenZip.write(entry.content);
                sevenZip.closeArchiveEntry();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return file;
    }

    /** Each kind of archive that is read, with these files in it. */
    public List<Path> each(Path folder) {
        return List.of(
                zip(folder),
                sevenZip(folder),
                tar(folder),
                tgz(folder),
                tar(folder, CompressorStreamFactory.BZIP2),
                tar(folder, CompressorStreamFactory.XZ),
                tar(folder, CompressorStreamFactory.ZSTANDARD),
                tar(folder, CompressorStreamFactory.LZ4_FRAMED));
    }

    /** One that can be read, but not written again: by its directory its first file reaches over the others. */
    public static Path zipOfOverlappingFiles(Path folder, byte[] file) throws IOException {
        byte[] large = new byte[50_000];
        new Random(1).nextBytes(large);
        Path zip = new TestArchive()
                .file("broken.jpg", "broken")
                .file("large.bin", large)
                .file("file.jpg", file)
                .zip(folder);
        byte[] content = Files.readAllBytes(zip);
        ByteBuffer fields = ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN);
        int directory = fields.getInt(content.length - 6);
        fields.putInt(directory + 20, large.length);
        return Files.write(zip, content);
    }

    /** The bytes of one file and, behind them, those of another. */
    public static byte[] joined(byte[] one, byte[] other) {
        byte[] both = Arrays.copyOf(one, one.length + other.length);
        System.arraycopy(other, 0, both, one.length, other.length);
        return both;
    }

    private void zip(OutputStream out) throws IOException {
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            for (Entry entry : entries) {
                zip.putNextEntry(new ZipEntry(entry.name));
                zip.write(entry.content);
                zip.closeEntry();
            }
        }
    }

    private void tar(OutputStream out) throws IOException {
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(out)) {
            tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
            for (Entry entry : entries) {
                TarArchiveEntry header = new TarArchiveEntry(entry.name);
                header.setSize(entry.content.length);
                tar.putArchiveEntry(header);
                tar.write(entry.content);
                tar.closeArchiveEntry();
            }
        }
    }

    private static Path write(Path file, Writing writing) {
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
            writing.to(out);
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @SuppressWarnings("ArrayRecordComponent")
    private record Entry(String name, byte[] content) {}

    @FunctionalInterface
    private interface Writing {
        void to(OutputStream out) throws IOException;
    }
}
