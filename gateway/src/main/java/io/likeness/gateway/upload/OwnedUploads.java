package io.likeness.gateway.upload;

import io.likeness.platform.store.Bucket;
import io.likeness.platform.store.OwnedObjects;
import io.likeness.platform.store.UnfinishedUpload;
import jakarta.inject.Singleton;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Jdbi;

/**
 * An upload's object is owned by its row, which is written as soon as the object is whole, and what has come of one that is on its way
 * by the row of that. Safe for threads.
 */
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
        return jdbi.withHandle(handle -> {
            // In the order in which an upload moves on, or one that moves between is seen in neither.
            Set<String> owned = ArrivalTable.known(handle, keys);
            owned.addAll(UploadTable.known(handle, keys));
            return owned;
        });
    }

    @Override
    public Set<UnfinishedUpload> underWay(Set<UnfinishedUpload> unfinished) {
        Set<String> keys = unfinished.stream().map(UnfinishedUpload::key).collect(Collectors.toSet());
        return jdbi.withHandle(handle -> ArrivalTable.underWay(handle, keys));
    }
}
