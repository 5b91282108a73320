package io.likeness.gateway.deletion;

import io.likeness.contracts.model.VersionRef;
import io.likeness.contracts.training.TrainingCompleted;
import io.likeness.gateway.request.Correlation;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/** A training that was deleted when it was about to be registered makes its version all the same, which then goes, too. Safe for threads. */
@Singleton
public class UnwantedVersions {
    private final Deletions deletions;

    public UnwantedVersions(Deletions deletions) {
        this.deletions = deletions;
    }

    void on(@Observes TrainingCompleted completed) {
        deletions.deleteUnwanted(
                completed.trainingId(),
                VersionRef.of(completed.modelName(), completed.version()),
                Correlation.current());
    }
}
