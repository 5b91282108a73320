package io.likeness.trainer.intake;

import io.likeness.contracts.Json;
import io.likeness.contracts.LikenessException;
import io.likeness.contracts.event.Topic;
import io.likeness.contracts.training.TrainingFailed;
import io.likeness.platform.events.CommandFailures;
import io.likeness.platform.events.Outbox;
import io.likeness.platform.events.UnhandledCommand;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.jdbi.v3.core.Jdbi;

/**
 * Fails a training or an evaluation that was never taken on; one that was runs on, whatever the further command wanted of it. An erasure does not fail here:
 * its command stays a dead letter until it is sent again, since what it names is to go all the same. Safe for threads.
 */
@ApplicationScoped
public class TrainingCommandFailures implements CommandFailures {
    private final Jdbi jdbi;
    private final TrainingTable trainings;
    private final Outbox outbox;
    private final Evaluations evaluations;

    public TrainingCommandFailures(Jdbi jdbi, TrainingTable trainings, Outbox outbox, Evaluations evaluations) {
        this.jdbi = jdbi;
        this.trainings = trainings;
        this.outbox = outbox;
        this.evaluations = evaluations;
    }

    @Override
    public boolean end(UnhandledCommand command) {
        if (command.topic() == Topic.EVALUATION_COMMAND) {
            return evaluations.end(command);
        }
        if (erases(command.content())) {
            return false;
        }
        String id = command.aggregateId();
        boolean failed = jdbi.inTransaction(transaction -> {
            boolean unknown = trainings.bury(transaction, id, command.content(), command.correlationId());
            if (unknown) {
                outbox.add(transaction, new TrainingFailed(id, command.failure()), command.correlationId());
            }
            return unknown;
        });
        return failed || !trainings.ended(List.of(id)).isEmpty();
    }

    /** By what it is about, as the command may be none that can be read. */
    private static boolean erases(byte[] command) {
        try {
            return Json.tree(command).has("erasureId");
        } catch (LikenessException noJson) {
            return false;
        }
    }
}
