package io.likeness.platform.store;

import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.LikenessException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** A local file that is written; what goes wrong with it is the disk's fault, not the store's. For one thread. */
final class TargetFile implements AutoCloseable {
    private final Path path;
    private final OutputStream out;

    private TargetFile(Path path, OutputStream out) {
        this.path = path;
        this.out = out;
    }

    static TargetFile create(Path path) {
        try {
            return new TargetFile(path, Files.newOutputStream(path));
        } catch (IOException e) {
            throw unwritable(path, e);
        }
    }

    void write(byte[] buffer, int length) {
        try {
            out.write(buffer, 0, length);
        } catch (IOException e) {
            throw unwritable(path, e);
        }
    }

    @Override
    public void close() {
        try {
            out.close();
        } catch (IOException e) {
            throw unwritable(path, e);
        }
    }

    private static LikenessException unwritable(Path path, IOException e) {
        return new LikenessException(ErrorCode.CAPACITY_EXHAUSTED, "cannot write " + path + ": " + e, e);
    }
}
