package io.likeness.ingest.importing;

import com.fasterxml.jackson.databind.JsonNode;
import io.likeness.contracts.Json;
import io.likeness.contracts.LikenessException;
import io.likeness.contracts.Require;
import io.likeness.contracts.dataset.DatasetEvent;
import io.likeness.contracts.dataset.DatasetRejected;
import io.likeness.contracts.dataset.ErasureFailed;
import io.likeness.ingest.erasure.Erasures;
import io.likeness.platform.events.CommandFailures;
import io.likeness.platform.events.Outbox;
import io.likeness.platform.events.UnhandledCommand;
import io.likeness.platform.jobs.Enqueueing;
import io.likeness.platform.jobs.JobQueue;
import io.likeness.platform.jobs.NewJob;
import jakarta.enterprise.context.ApplicationScoped;
import org.jdbi.v3.core.Jdbi;

/** Rejects a dataset whose import was never taken on, and fails such an erasure; one that was ends by itself. Safe for threads. */
@ApplicationScoped
public class ImportCommandFailures implements CommandFailures {
    /** For a dataset whose command does not tell it. */
    private static final String NAMELESS = "unnamed";

    private final Jdbi jdbi;
    private final JobQueue queue;
    private final Outbox outbox;

    public ImportCommandFailures(Jdbi jdbi, JobQueue queue, Outbox outbox) {
        this.jdbi = jdbi;
        this.queue = queue;
        this.outbox = outbox;
    }

    @Override
    public boolean end(UnhandledCommand command) {
        String kind = erases(command.content()) ? Erasures.KIND : ImportJobs.KIND;
        return jdbi.inTransaction(transaction -> {
            String id = command.aggregateId();
            // A row that has failed, so that neither this command nor another of its id is taken on later.
            NewJob never = NewJob.of(kind, id, command.content(), command.correlationId())
                    .untilAdmitted();
            if (queue.enqueue(transaction, never) == Enqueueing.QUEUED) {
                queue.refuse(transaction, kind, id, command.failure());
                outbox.add(transaction, failure(kind, command), command.correlationId());
                return true;
            }
            return queue.findEnded(transaction, kind, id).orElse(false);
        });
    }

    private static DatasetEvent failure(String kind, UnhandledCommand command) {
        return kind.equals(Erasures.KIND)
                ? new ErasureFailed(command.aggregateId(), command.failure())
                : new DatasetRejected(command.aggregateId(), name(command.content()), command.failure());
    }

    /** Only a command to erase an image names an erasure. */
    private static boolean erases(byte[] command) {
        try {
            return Json.tree(command).has("erasureId");
        } catch (LikenessException toldNothing) {
            return false;
        }
    }

    /** Of the dataset, as a command or an event of it tells. */
    static String name(byte[] command) {
        try {
            JsonNode told = Json.tree(command).path("name");
            return Require.name("name", told.asText());
        } catch (LikenessException toldNone) {
            return NAMELESS;
        }
    }
}
