package io.likeness.trainer.intake;

import static java.util.Comparator.comparing;

import io.likeness.contracts.training.EraseTraces;
import io.likeness.contracts.training.EraseTraces.Revision;
import jakarta.enterprise.context.ApplicationScoped;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * Takes down that datasets are sealed anew without an image: whatever is admitted from then on trains on what they are now, and what has not
 * ended is called off. What trainings have stored goes later, once no runner can write any more. Safe for threads.
 */
@ApplicationScoped
public class Erasures {
    private final Jdbi jdbi;
    private final Cancellations cancellations;

    public Erasures(Jdbi jdbi, Cancellations cancellations) {
        this.jdbi = jdbi;
        this.cancellations = cancellations;
    }

    /** A command that is known already changes nothing. */
    public void accept(EraseTraces command, String correlationId) {
        jdbi.useTransaction(transaction -> {
            if (ErasureTable.accept(transaction, command, correlationId)) {
                revise(transaction, command);
                ErasureTable.concern(transaction, command);
                ErasureTable.open(transaction, command.erasureId())
                        .forEach(training -> cancellations.cancel(transaction, training, correlationId));
            }
        });
    }

    /**
     * Before the trainings are looked up: the rows of the datasets are held from here on, so a training that is being accepted is either seen
     * then, or admitted afterwards. In an order that all keep, or two would wait for each other.
     */
    private static void revise(Handle transaction, EraseTraces command) {
        command.datasets().stream()
                .sorted(comparing(Revision::datasetId))
                .forEach(revision -> DatasetTable.revise(transaction, revision));
    }
}
