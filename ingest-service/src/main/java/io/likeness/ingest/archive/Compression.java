package io.likeness.ingest.archive;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;
import org.apache.commons.compress.compressors.lz4.FramedLZ4CompressorInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;
import org.apache.commons.compress.compressors.zstandard.ZstdCompressorInputStream;

/** How a whole file is compressed, told apart by its first bytes. */
enum Compression {
    GZIP("gzip", "1f8b") {
        @Override
        InputStream expand(InputStream raw) throws IOException {
            return new GZIPInputStream(raw, BUFFER_BYTES);
        }
    },
    BZIP2("bzip2", "425a68") {
        @Override
        InputStream expand(InputStream raw) throws IOException {
            return new BZip2CompressorInputStream(buffered(raw), true);
        }
    },
    XZ("xz", "fd377a585a00") {
        @Override
        InputStream expand(InputStream raw) throws IOException {
            return XZCompressorInputStream.builder()
                    .setInputStream(buffered(raw))
                    .setDecompressConcatenated(true)
                    .setMemoryLimitKiB(MOST_KIB)
                    .get();
        }
    },
    ZSTANDARD("Zstandard", "28b52ffd") {
        @Override
        InputStream expand(InputStream raw) throws IOException {
            return new ZstdCompressorInputStream(buffered(raw));
        }
    },
    LZ4("LZ4", "04224d18") {
        @Override
        InputStream expand(InputStream raw) throws IOException {
            return new FramedLZ4CompressorInputStream(buffered(raw), true);
        }
    };

    /** Heap that a dictionary may fill: xz at its highest level needs as much, and 7z. */
    static final int MOST_KIB = 67 << 10;

    private static final int BUFFER_BYTES = 1 << 16;

    private final String title;
    private final byte[] start;

    Compression(String title, String start) {
        this.title = title;
        this.start = HexFormat.of().parseHex(start);
    }

    /** The name under which people know it. */
    String title() {
        return title;
    }

    /** @param head a file's first bytes */
    static Optional<Compression> of(byte[] head) {
        return Arrays.stream(values())
                .filter(kind -> head.length >= kind.start.length
                        && Arrays.equals(head, 0, kind.start.length, kind.start, 0, kind.start.length))
                .findFirst();
    }

    /** The content of a file, whose parts may have been compressed one by one. */
    abstract InputStream expand(InputStream raw) throws IOException;

    private static InputStream buffered(InputStream raw) {
        return new BufferedInputStream(raw, BUFFER_BYTES);
    }
}
