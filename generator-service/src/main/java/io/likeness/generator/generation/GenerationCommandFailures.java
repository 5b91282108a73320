package io.likeness.generator.generation;

import io.likeness.contracts.generation.GenerationFailed;
import io.likeness.platform.events.CommandFailures;
import io.likeness.platform.events.Outbox;
import io.likeness.platform.events.UnhandledCommand;
import io.likeness.platform.jobs.Enqueueing;
import io.likeness.platform.jobs.JobQueue;
import io.likeness.platform.jobs.NewJob;
import jakarta.enterprise.context.ApplicationScoped;
import org.jdbi.v3.core.Jdbi;

/** Fails a generation that was never taken on; one that was ends by itself. Safe for threads. */
@ApplicationScoped
class GenerationCommandFailures implements CommandFailures {
    private final Jdbi jdbi;
    private final JobQueue queue;
    private final Outbox outbox;

    GenerationCommandFailures(Jdbi jdbi, JobQueue queue, Outbox outbox) {
        this.jdbi = jdbi;
        this.queue = queue;
        this.outbox = outbox;
    }

    @Override
    public boolean end(UnhandledCommand command) {
        String id = command.aggregateId();
        return jdbi.inTransaction(transaction -> {
            // A row that has failed, so that neither this command nor another of its id is taken on later.
            NewJob never = NewJob.of(GenerationJobs.KIND, id, command.content(), command.correlationId())
                    .untilAdmitted();
            if (queue.enqueue(transaction, never) == Enqueueing.QUEUED) {
                queue.refuse(transaction, GenerationJobs.KIND, id, command.failure());
                outbox.add(transaction, new GenerationFailed(id, command.failure()), command.correlationId());
                return true;
            }
            return queue.findEnded(transaction, GenerationJobs.KIND, id).orElse(false);
        });
    }
}
