package io.likeness.ingest.archive;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * What lies before the content of a file in a zip. (PKWARE APPNOTE 6.3.10, section 4.3.7.)
 *
 * @param bytes its length
 * @param described whether a descriptor follows the content
 */
record ZipLocalHeader(int bytes, boolean described) {
    private static final int SIGNATURE = 0x04034b50;
    private static final int LEAST_BYTES = 30;
    private static final int DESCRIBED = 8;

    /** @throws UnreadableEntry if there is none */
    static ZipLocalHeader read(RandomAccessFile zip, long offset) throws IOException {
        ByteBuffer header = ByteBuffer.allocate(LEAST_BYTES).order(ByteOrder.LITTLE_ENDIAN);
        zip.seek(offset);
        zip.readFully(header.array());
        if (header.getInt(0) != SIGNATURE) {
            throw UnreadableEntry.damaged("not where the zip's directory says");
        }
        int name = Short.toUnsignedInt(header.getShort(26));
        int extra = Short.toUnsignedInt(header.getShort(28));
        return new ZipLocalHeader(LEAST_BYTES + name + extra, (header.getShort(6) & DESCRIBED) != 0);
    }
}
