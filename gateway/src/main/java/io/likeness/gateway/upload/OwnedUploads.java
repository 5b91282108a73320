package io.likeness.gateway.upload;

import io.likeness.platform.store.Bucket;
import io.likeness.platform.store.OwnedObjects;
import jakarta.inject.Singleton;
import java.util.Set;
import org.jdbi.v3.core.Jdbi;

/** An upload's object is owned by its row, which is written as soon as the object is whole. Safe for threads. */
@Singleton
public class OwnedUploads implements OwnedObjects {
    private final Jdbi jdbi;

    public OwnedUploads(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    @Override
    public Bucket bucket() {
        return Bucket.UPLOADS;
    }

    @Override
    public Set<String> owned(Set<String> keys) {
        return jdbi.withHandle(handle -> UploadTable.known(handle, keys));
    }
}
