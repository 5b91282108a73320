package io.likeness.ingest.archive;

import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;

/**
 * A part of an open file as a stream; what is read elsewhere in the file meanwhile does not disturb it. Unlike a channel it survives an
 * interrupt of its reader, who would otherwise take the rest of the archive for damaged. The file stays open when it is closed.
 */
final class FileSlice extends InputStream {
    private final RandomAccessFile file;
    private long position;
    private long left;

    FileSlice(RandomAccessFile file, long position, long length) {
        this.file = file;
        this.position = position;
        this.left = length;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        if (left <= 0) {
            return -1;
        }
        file.seek(position);
        int n = file.read(buffer, offset, (int) Math.min(length, left));
        if (n > 0) {
            position += n;
            left -= n;
        }
        return n;
    }
}
