package io.likeness.gateway.model;

import io.likeness.contracts.LikenessException;
import io.likeness.contracts.model.ModelVersion;
import java.util.List;

/**
 * What model-registry answers. Every method throws {@link LikenessException} with {@code REGISTRY_UNAVAILABLE} if it does not, and
 * {@code MODEL_NOT_FOUND} for a model or version that it does not have. Safe for threads.
 */
interface Registry {

    List<ModelSummary> fetchModels();

    ModelHistory fetchModel(String name);

    ModelVersion fetchVersion(String name, int version);

    /** What serves now, one version a model. */
    List<ModelVersion> fetchChampions();
}
