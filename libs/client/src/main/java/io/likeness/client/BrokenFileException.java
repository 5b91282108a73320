package io.likeness.client;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** A file of this machine's cannot be read or written. */
public final class BrokenFileException extends ClientException {
    private static final long serialVersionUID = 1L;

    BrokenFileException(Path file, IOException cause) {
        super(file + ": " + (cause instanceof NoSuchFileException ? "there is no such file" : cause.toString()), cause);
    }
}
