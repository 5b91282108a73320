package io.likeness.ingest.storage;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;

/** The disk below a folder, asked anew each time. */
public interface Disk {
    /** Bytes that it has in all, others' files included. */
    long total() throws IOException;

    /** Bytes that can be written now. */
    long free() throws IOException;

    static Disk of(Path folder) {
        return new Disk() {
            @Override
            public long total() throws IOException {
                return store().getTotalSpace();
            }

            @Override
            public long free() throws IOException {
                return store().getUsableSpace();
            }

            private FileStore store() throws IOException {
                return Files.getFileStore(folder);
            }
        };
    }
}
