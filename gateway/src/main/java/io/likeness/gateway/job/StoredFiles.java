package io.likeness.gateway.job;

import io.likeness.contracts.ObjectReference;
import io.likeness.platform.store.ObjectStore;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Objects of the store on their way to a caller, verified before the first byte leaves. Safe for threads. */
@Singleton
public class StoredFiles {
    private final ObjectStore store;

    public StoredFiles(ObjectStore store) {
        this.store = store;
    }

    /** The verified content by way of a temporary file, which goes when the stream is closed; the caller closes it. */
    public InputStream open(ObjectReference reference) {
        try {
            Path spooled = Files.createTempFile("object-", ".part");
            store.fetch(reference, spooled);
            return Files.newInputStream(spooled, StandardOpenOption.DELETE_ON_CLOSE);
        } catch (IOException e) {
            throw new UncheckedIOException("no temporary file for an object", e);
        }
    }
}
