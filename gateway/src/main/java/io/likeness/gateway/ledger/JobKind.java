package io.likeness.gateway.ledger;

import io.likeness.contracts.Payload;
import io.likeness.contracts.dataset.CancelImport;
import io.likeness.contracts.dataset.DeleteDataset;
import io.likeness.contracts.generation.CancelGeneration;
import io.likeness.contracts.training.CancelTraining;
import io.likeness.contracts.training.DeleteTraining;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/** What a job of the ledger makes, and the command that ends it early. */
public enum JobKind {
    DATASET(CancelImport::new),
    TRAINING(CancelTraining::new),
    GENERATION(CancelGeneration::new);

    private final Function<String, Payload> cancel;

    JobKind(Function<String, Payload> cancel) {
        this.cancel = cancel;
    }

    /** The lower-case form of the tables and of messages. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    Payload cancel(String id) {
        return cancel.apply(id);
    }

    /** What tells its owner that a job is deleted; a generation leaves nothing there once it has ended. */
    static Optional<Payload> delete(Job job) {
        return switch (job.kind()) {
            case DATASET -> Optional.of(new DeleteDataset(job.id()));
            case TRAINING -> Optional.of(new DeleteTraining(job.id()));
            case GENERATION -> job.status().ended() ? Optional.empty() : Optional.of(new CancelGeneration(job.id()));
        };
    }

    static JobKind parse(String stored) {
        return valueOf(stored.toUpperCase(Locale.ROOT));
    }
}
