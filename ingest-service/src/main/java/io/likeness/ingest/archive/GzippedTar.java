package io.likeness.ingest.archive;

import java.io.BufferedOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/** What is written in the place of an archive that cannot be written as it was: the same files give the same bytes. For one thread. */
final class GzippedTar implements AutoCloseable {
    /** Of an entry with a long name. */
    static final int MOST_HEADER_BYTES = 4_096;

    private final TarArchiveOutputStream tar;

    private GzippedTar(OutputStream target) throws IOException {
        tar = new TarArchiveOutputStream(new GZIPOutputStream(target), "UTF-8");
        tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
        tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
        tar.setAddPaxHeadersForNonAsciiNames(true);
    }

    /** Puts files into a tar. */
    interface Filling {
        void fill(GzippedTar tar) throws IOException;
    }

    /** @throws IOException if the local disk fails */
    static void write(Path target, Filling filling) throws IOException {
        try (GzippedTar tar = new GzippedTar(new Target(target))) {
            filling.fill(tar);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    /** Adds a file of so many bytes. */
    void add(String name, long bytes, InputStream content) throws IOException {
        TarArchiveEntry header = new TarArchiveEntry(name);
        header.setModTime(0);
        header.setSize(bytes);
        tar.putArchiveEntry(header);
        Copying.copy(content, tar, bytes);
        tar.closeArchiveEntry();
    }

    @Override
    public void close() throws IOException {
        tar.close();
    }

    /** A disk that fails is no fault of the archive that is read: it fails in another way. */
    private static final class Target extends FilterOutputStream {
        Target(Path file) throws IOException {
            super(new BufferedOutputStream(Files.newOutputStream(file)));
        }

        @Override
        public void write(int value) {
            try {
                out.write(value);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void write(byte[] buffer, int offset, int length) {
            try {
                out.write(buffer, offset, length);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
