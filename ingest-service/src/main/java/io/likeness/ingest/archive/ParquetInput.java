package io.likeness.ingest.archive;

import dev.hardwood.InputFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/** A Parquet file of which a range is read only if the file has it: the library that reads it asks for an empty one without end where a page is too long. */
record ParquetInput(InputFile file) implements InputFile {
    static InputFile of(Path path) {
        return new ParquetInput(InputFile.of(path));
    }

    @Override
    public void open() throws IOException {
        file.open();
    }

    @Override
    public ByteBuffer readRange(long offset, int length) throws IOException {
        if (length <= 0 || offset < 0 || offset > length() - length) {
            throw new IOException(
                    "a range of %d bytes at %d, where the file has %d".formatted(length, offset, length()));
        }
        return file.readRange(offset, length);
    }

    @Override
    public long length() throws IOException {
        return file.length();
    }

    @Override
    public String name() {
        return file.name();
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
