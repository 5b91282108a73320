package io.likeness.gateway.dataset;

import io.likeness.contracts.dataset.DatasetEvent;
import io.likeness.contracts.dataset.DatasetImportCancelled;
import io.likeness.contracts.dataset.DatasetImportStarted;
import io.likeness.contracts.dataset.DatasetRejected;
import io.likeness.contracts.dataset.DatasetSealed;
import io.likeness.contracts.dataset.ImportProgressed;
import io.likeness.gateway.job.Documents;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Locale;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * Brings rows up to what events say. Applying an event again, late, or to a dataset that is not known here changes nothing. Safe for
 * threads.
 */
@Singleton
public class DatasetProjection {
    private static final String OPEN = " WHERE id = :id AND status IN ('queued', 'importing')";

    private final Jdbi jdbi;

    public DatasetProjection(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    void apply(DatasetEvent event, Instant happenedAt) {
        jdbi.useHandle(handle -> {
            switch (event) {
                case DatasetImportStarted started -> start(handle, started, happenedAt);
                case ImportProgressed progressed -> progress(handle, progressed);
                case DatasetSealed sealed -> seal(handle, sealed, happenedAt);
                case DatasetRejected rejected -> reject(handle, rejected, happenedAt);
                case DatasetImportCancelled cancelled -> cancel(handle, cancelled, happenedAt);
            }
        });
    }

    private static void start(Handle handle, DatasetImportStarted started, Instant at) {
        handle.createUpdate("UPDATE dataset SET status = 'importing', layout = :layout,"
                        + " started_at = coalesce(started_at, :at),"
                        + " progress = coalesce(CASE WHEN progress ->> 'waitingFor' IS NULL THEN progress END,"
                        + " CAST(:progress AS jsonb))"
                        + OPEN)
                .bind("id", started.datasetId())
                .bind("layout", started.layout().name().toLowerCase(Locale.ROOT))
                .bind("at", at)
                .bind("progress", Documents.text(new ImportProgressed(started.datasetId(), 0, started.entries(), 0, 0)))
                .execute();
    }

    /** An import that waits begins anew, so that its numbers may fall. */
    private static void progress(Handle handle, ImportProgressed progressed) {
        handle.createUpdate("UPDATE dataset SET status = 'importing', progress = CAST(:progress AS jsonb)" + OPEN
                        + " AND (:waiting OR coalesce(CAST(progress ->> 'read' AS bigint), 0) <= :read)")
                .bind("id", progressed.datasetId())
                .bind("waiting", progressed.waitingFor() != null)
                .bind("progress", Documents.text(progressed))
                .bind("read", progressed.read())
                .execute();
    }

    private static void seal(Handle handle, DatasetSealed sealed, Instant at) {
        handle.createUpdate("UPDATE dataset SET status = 'sealed', layout = :layout, sealed = CAST(:sealed AS jsonb),"
                        + " ended_at = :at" + OPEN)
                .bind("id", sealed.datasetId())
                .bind("layout", sealed.layout().name().toLowerCase(Locale.ROOT))
                .bind("sealed", Documents.text(sealed))
                .bind("at", at)
                .execute();
    }

    private static void reject(Handle handle, DatasetRejected rejected, Instant at) {
        handle.createUpdate("UPDATE dataset SET status = 'rejected', failure = CAST(:failure AS jsonb), ended_at = :at"
                        + OPEN)
                .bind("id", rejected.datasetId())
                .bind("failure", Documents.text(rejected.failure()))
                .bind("at", at)
                .execute();
    }

    private static void cancel(Handle handle, DatasetImportCancelled cancelled, Instant at) {
        handle.createUpdate("UPDATE dataset SET status = 'canceled', ended_at = :at" + OPEN)
                .bind("id", cancelled.datasetId())
                .bind("at", at)
                .execute();
    }
}
