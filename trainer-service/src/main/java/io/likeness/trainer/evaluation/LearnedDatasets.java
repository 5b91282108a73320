package io.likeness.trainer.evaluation;

import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.LikenessException;
import io.likeness.contracts.model.ModelVersion;
import io.likeness.contracts.model.ParentVersion;
import io.likeness.trainer.publication.ModelRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The datasets from which a version learned: its own, and those of the versions that it goes on from. Safe for threads. */
@ApplicationScoped
class LearnedDatasets {
    private static final int MOST_ANCESTORS = 100;

    private final ModelRegistry registry;

    LearnedDatasets(ModelRegistry registry) {
        this.registry = registry;
    }

    /**
     * Ids, the version's own first. What a version that was deleted had learned from is not known any more.
     *
     * @throws LikenessException as {@link ModelRegistry}
     */
    Set<String> of(ModelVersion version) throws InterruptedException {
        Set<String> datasets = new LinkedHashSet<>();
        datasets.add(version.datasetId());
        ParentVersion parent = version.parent();
        for (int i = 0; parent != null && i < MOST_ANCESTORS; i++) {
            ModelVersion ancestor = find(parent);
            if (ancestor == null) {
                return datasets;
            }
            datasets.add(ancestor.datasetId());
            parent = ancestor.parent();
        }
        return datasets;
    }

    private @Nullable ModelVersion find(ParentVersion parent) throws InterruptedException {
        try {
            return registry.requireVersion(parent.modelName(), parent.version());
        } catch (LikenessException e) {
            if (e.code() == ErrorCode.MODEL_NOT_FOUND || e.code() == ErrorCode.GONE) {
                return null;
            }
            throw e;
        }
    }
}
