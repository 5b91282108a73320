package io.likeness.trainer.intake;

import io.likeness.contracts.Json;
import io.likeness.contracts.evaluation.EvaluateVersions;
import io.likeness.contracts.evaluation.EvaluationFailed;
import io.likeness.platform.events.Outbox;
import io.likeness.platform.events.UnhandledCommand;
import io.likeness.platform.jobs.Enqueueing;
import io.likeness.platform.jobs.JobQueue;
import io.likeness.platform.jobs.NewJob;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import org.jdbi.v3.core.Jdbi;

/** Writes evaluations as job rows. Safe for threads. */
@ApplicationScoped
public class Evaluations {
    /** The kind under which they are queued; the payload is the command. */
    public static final String KIND = "evaluation";

    /** An evaluation that has not begun by then fails. */
    private static final Duration DEADLINE = Duration.ofDays(1);

    private final Jdbi jdbi;
    private final JobQueue queue;
    private final Outbox outbox;

    public Evaluations(Jdbi jdbi, JobQueue queue, Outbox outbox) {
        this.jdbi = jdbi;
        this.queue = queue;
        this.outbox = outbox;
    }

    /** Accepts an evaluation; a second command for the same one changes nothing. */
    void accept(EvaluateVersions command, String correlationId) {
        NewJob job = NewJob.of(KIND, command.evaluationId(), Json.encode(command), correlationId)
                .until(Instant.now().plus(DEADLINE));
        jdbi.useTransaction(transaction -> queue.enqueue(transaction, job));
    }

    /** Announces that an evaluation has failed whose command can never be carried out; returns whether it has ended. */
    boolean end(UnhandledCommand command) {
        String id = command.aggregateId();
        return jdbi.inTransaction(transaction -> {
            // A row that has failed, so that neither this command nor another of its id is taken on later.
            NewJob never = NewJob.of(KIND, id, command.content(), command.correlationId())
                    .untilAdmitted();
            if (queue.enqueue(transaction, never) == Enqueueing.QUEUED) {
                queue.refuse(transaction, KIND, id, command.failure());
                outbox.add(transaction, new EvaluationFailed(id, command.failure()), command.correlationId());
                return true;
            }
            return queue.findEnded(transaction, KIND, id).orElse(false);
        });
    }
}
