package io.likeness.gateway.upload;

import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.LikenessException;
import io.likeness.gateway.ledger.Chore;
import io.likeness.gateway.ledger.LedgerConfiguration;
import io.likeness.platform.store.Bucket;
import io.likeness.platform.store.ObjectStore;
import io.likeness.platform.store.UnfinishedUpload;
import io.likeness.platform.web.Failures;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import org.jdbi.v3.core.Jdbi;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends what clients have left: uploads that have come whole, of which a gateway that died made no object, and those that are sent to no
 * more. Safe for threads.
 */
@Singleton
public class UnfinishedUploads implements Chore {
    private static final int BATCH = 100;

    private final Jdbi jdbi;
    private static final Logger LOG = LoggerFactory.getLogger(UnfinishedUploads.class);

    private final ObjectStore store;
    private final Arrivals arrivals;
    private final Duration keep;
    private final Duration keepTombstones;

    UnfinishedUploads(
            Jdbi jdbi,
            ObjectStore store,
            Arrivals arrivals,
            UploadConfiguration configuration,
            LedgerConfiguration ledger) {
        this.jdbi = jdbi;
        this.store = store;
        this.arrivals = arrivals;
        this.keep = configuration.keepUnfinished();
        this.keepTombstones = ledger.keepTombstones();
    }

    @Override
    public boolean run() {
        for (Arrival stranded : jdbi.withHandle(handle -> ArrivalTable.stranded(handle, keep, BATCH))) {
            done("stranded upload " + stranded.id(), () -> settle(stranded));
        }
        int expired = jdbi.inTransaction(transaction -> ArrivalTable.buryExpired(transaction, BATCH));
        List<Arrival> gone = jdbi.inTransaction(transaction -> ArrivalTable.borrowGone(transaction, BATCH));
        for (Arrival arrival : gone) {
            done("unfinished upload " + arrival.id(), () -> sweep(arrival));
        }
        int purged = jdbi.inTransaction(transaction -> ArrivalTable.purge(transaction, keepTombstones, BATCH));
        return expired == BATCH || gone.size() == BATCH || purged == BATCH;
    }

    /** One that fails for good holds up no other; a server that is away would fail for all of them, each after a long wait. */
    private static void done(String name, Runnable piece) {
        try {
            piece.run();
        } catch (RuntimeException e) {
            if (Failures.classify(e).retriable()) {
                throw e;
            }
            LOG.error("chore failed chore={}", name, e);
        }
    }

    private void settle(Arrival stranded) {
        try {
            arrivals.settle(stranded);
        } catch (LikenessException e) {
            // It is gone by that, and its client has gone, too.
            if (e.code() != ErrorCode.ERASED) {
                throw e;
            }
        }
    }

    private void sweep(Arrival arrival) {
        if (arrival.storeUpload() != null) {
            store.abort(Bucket.UPLOADS, new UnfinishedUpload(arrival.id(), arrival.storeUpload()));
        }
        if (arrival.rest() != null) {
            store.delete(Bucket.UPLOADS, arrival.rest());
        }
        store.delete(Bucket.UPLOADS, arrival.id());
        jdbi.useHandle(handle -> ArrivalTable.swept(handle, arrival.id()));
    }
}
