package io.likeness.trainer.dataset;

import io.likeness.contracts.Json;
import io.likeness.contracts.ObjectReference;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;

/** The manifests of datasets as they are now. Safe for threads. */
@ApplicationScoped
public class SealedDatasets {
    private final Jdbi jdbi;

    public SealedDatasets(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** Empty for a dataset that was deleted, or of which nobody has heard here. */
    public Optional<ObjectReference> find(String datasetId) {
        return jdbi.withHandle(handle -> handle.createQuery(
                        "SELECT manifest FROM dataset WHERE id = :id AND manifest IS NOT NULL AND gone_at IS NULL")
                .bind("id", datasetId)
                .mapTo(byte[].class)
                .findOne()
                .map(json -> Json.decode(json, ObjectReference.class)));
    }
}
