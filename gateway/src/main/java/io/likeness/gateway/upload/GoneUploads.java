package io.likeness.gateway.upload;

import io.likeness.gateway.ledger.Chore;
import io.likeness.gateway.ledger.LedgerConfiguration;
import io.likeness.platform.store.Bucket;
import io.likeness.platform.store.ObjectStore;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import org.jdbi.v3.core.Jdbi;

/** Deletes the objects of deleted uploads, and forgets those that were deleted long ago. Safe for threads. */
@Singleton
public class GoneUploads implements Chore {
    private static final int BATCH = 100;

    private final Jdbi jdbi;
    private final ObjectStore store;
    private final Duration keepTombstones;

    public GoneUploads(Jdbi jdbi, ObjectStore store, LedgerConfiguration ledger) {
        this.jdbi = jdbi;
        this.store = store;
        this.keepTombstones = ledger.keepTombstones();
    }

    @Override
    public boolean run() {
        int purged = jdbi.inTransaction(
                transaction -> UploadTable.purge(transaction, keepTombstones.toMillis() / 1000.0, BATCH));
        List<String> gone = jdbi.inTransaction(transaction -> UploadTable.borrowGone(transaction, BATCH));
        for (String id : gone) {
            store.delete(Bucket.UPLOADS, id);
            jdbi.useHandle(handle -> UploadTable.swept(handle, id));
        }
        return purged == BATCH || gone.size() == BATCH;
    }
}
