package io.likeness.ingest.archive;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.io.SequenceInputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;
import org.apache.commons.compress.compressors.deflate64.Deflate64CompressorInputStream;
import org.tukaani.xz.LZMAInputStream;

/** Opens the files of a zip one after the other, by what its directory says of each. Not safe for threads. */
final class ZipContents implements AutoCloseable {
    private static final int BUFFER_BYTES = 1 << 13;
    private static final int STORED = 0;
    private static final int DEFLATED = 8;
    private static final int DEFLATED_64 = 9;
    private static final int BZIP2 = 12;
    private static final int LZMA = 14;
    private static final int ZSTANDARD = 93;
    private static final int XZ = 95;

    private static final int LZMA_HEADER = 9;
    private static final int LZMA_PROPERTIES = 5;

    private final RandomAccessFile zip;
    private final Inflater inflater = new Inflater(true);

    ZipContents(RandomAccessFile zip) {
        this.zip = zip;
    }

    /**
     * The expanded bytes, neither counted nor checked.
     *
     * @throws UnreadableEntry if the entry is encrypted or compressed as nobody does any more
     */
    InputStream expand(ZipEntryRecord entry) throws IOException {
        if (entry.encrypted()) {
            throw UnreadableEntry.damaged("encrypted");
        }
        InputStream stored = stored(entry);
        return switch (entry.method()) {
            case STORED -> stored;
            case DEFLATED -> inflated(stored);
            case DEFLATED_64 -> new Deflate64CompressorInputStream(stored);
            case BZIP2 -> new BZip2CompressorInputStream(stored);
            case LZMA -> lzma(stored, entry);
            case ZSTANDARD -> Compression.ZSTANDARD.expand(stored);
            case XZ -> Compression.XZ.expand(stored);
            default -> throw UnreadableEntry.damaged("compressed by the unknown method " + entry.method());
        };
    }

    @Override
    public void close() {
        inflater.end();
    }

    private InputStream stored(ZipEntryRecord entry) throws IOException {
        ZipLocalHeader header = ZipLocalHeader.read(zip, entry.offset());
        return new FileSlice(zip, entry.offset() + header.bytes(), entry.compressedSize());
    }

    /** APPNOTE 5.8.8: the version of the SDK and the length of the properties, which are a byte and the dictionary's size, before the data. */
    private static InputStream lzma(InputStream stored, ZipEntryRecord entry) throws IOException {
        ByteBuffer header = ByteBuffer.wrap(stored.readNBytes(LZMA_HEADER)).order(ByteOrder.LITTLE_ENDIAN);
        if (header.limit() < LZMA_HEADER || header.getShort(2) != LZMA_PROPERTIES) {
            throw UnreadableEntry.damaged("LZMA data without their properties");
        }
        byte properties = header.get(4);
        int dictionary = header.getInt(5);
        long kib = dictionary < 0 ? Long.MAX_VALUE : LZMAInputStream.getMemoryUsage(dictionary, properties);
        if (kib > Compression.MOST_KIB) {
            throw UnreadableEntry.overLimit(
                    "expected LZMA data that %d KiB of memory expand, found a dictionary of %d bytes"
                            .formatted(Compression.MOST_KIB, Integer.toUnsignedLong(dictionary)));
        }
        LZMAInputStream expanded = new LZMAInputStream(
                new BufferedInputStream(stored, BUFFER_BYTES), entry.size(), properties, dictionary);
        // Some programs write a marker at the end, though the size is known.
        expanded.enableRelaxedEndCondition();
        return expanded;
    }

    /** A raw deflate stream may need a byte more than it has to say that it is at its end. */
    private InputStream inflated(InputStream stored) {
        inflater.reset();
        InputStream padded = new SequenceInputStream(stored, new ByteArrayInputStream(new byte[1]));
        return new InflaterInputStream(padded, inflater, BUFFER_BYTES);
    }
}
