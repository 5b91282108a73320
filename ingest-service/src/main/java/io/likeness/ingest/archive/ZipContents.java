package io.likeness.ingest.archive;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.io.SequenceInputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;
import org.apache.commons.compress.compressors.deflate64.Deflate64CompressorInputStream;

/** Opens the files of a zip one after the other, by what its directory says of each. Not safe for threads. */
final class ZipContents implements AutoCloseable {
    private static final int BUFFER_BYTES = 1 << 13;
    private static final int STORED = 0;
    private static final int DEFLATED = 8;
    private static final int DEFLATED_64 = 9;
    private static final int BZIP2 = 12;

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

    /** A raw deflate stream may need a byte more than it has to say that it is at its end. */
    private InputStream inflated(InputStream stored) {
        inflater.reset();
        InputStream padded = new SequenceInputStream(stored, new ByteArrayInputStream(new byte[1]));
        return new InflaterInputStream(padded, inflater, BUFFER_BYTES);
    }
}
