package io.likeness.gateway.model;

import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.LikenessException;
import io.likeness.contracts.Require;
import io.likeness.contracts.model.ModelVersion;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** Knows which models there are: from the read model first, from the registry where that knows too little. Safe for threads. */
@Singleton
public class Models {
    private final Jdbi jdbi;
    private final Registry registry;

    public Models(Jdbi jdbi, Registry registry) {
        this.jdbi = jdbi;
        this.registry = registry;
    }

    List<ModelSummary> fetchModels() {
        return registry.fetchModels();
    }

    ModelHistory fetchModel(String name) {
        return registry.fetchModel(name);
    }

    ModelVersion fetchVersion(String name, int version) {
        return registry.fetchVersion(name, version);
    }

    /** A version, without its present alias; the registry is asked only for one that was never heard of. */
    ModelVersion requireVersion(String name, int version) {
        return jdbi.withHandle(handle -> ModelTable.findVersion(handle, name, version))
                .orElseGet(() -> learnVersion(name, version));
    }

    /**
     * The model to generate with.
     *
     * @param name absent: the most recently promoted
     * @param version absent: the champion
     * @throws LikenessException {@code MODEL_NOT_FOUND}; {@code REGISTRY_UNAVAILABLE} if the model was never heard of here and
     *     the registry cannot be asked
     */
    public ModelChoice choose(@Nullable String name, @Nullable Integer version) {
        if (name != null) {
            Require.name("model", name);
        }
        if (name != null && version != null) {
            requireVersion(name, Require.between("version", version, 1, Integer.MAX_VALUE));
            return new ModelChoice(name, version);
        }
        if (version != null) {
            throw Require.invalid("version", "the name of its model beside it", "none");
        }
        return new ModelChoice(requirePromoted(name), null);
    }

    /** The number of the version that would serve a choice now. */
    public int requireServed(ModelChoice choice) {
        Integer version = choice.version();
        return version != null
                ? version
                : jdbi.withHandle(handle -> ModelTable.findChampion(handle, choice.name()))
                        .orElseThrow(() -> new LikenessException(
                                ErrorCode.MODEL_NOT_FOUND,
                                "model: expected one that has a champion, found '" + choice.name() + "'"));
    }

    private String requirePromoted(@Nullable String name) {
        Optional<String> known = findPromoted(name);
        if (known.isPresent()) {
            return known.orElseThrow();
        }
        learnChampions();
        return findPromoted(name)
                .orElseThrow(() -> new LikenessException(
                        ErrorCode.MODEL_NOT_FOUND,
                        "model: expected one that has a champion, found "
                                + (name == null ? "none yet" : "'" + name + "'")));
    }

    private Optional<String> findPromoted(@Nullable String name) {
        return jdbi.withHandle(handle ->
                name == null ? ModelTable.findMostRecentlyPromoted(handle) : ModelTable.findPromoted(handle, name));
    }

    private ModelVersion learnVersion(String name, int version) {
        ModelVersion fetched = registry.fetchVersion(name, version);
        jdbi.useHandle(handle -> ModelTable.addVersion(handle, fetched));
        return fetched;
    }

    /** A promotion is no older than its version, so what an event tells of it wins over what is written here. */
    private void learnChampions() {
        List<ModelVersion> champions = registry.fetchChampions();
        jdbi.useTransaction(transaction -> {
            for (ModelVersion champion : champions) {
                ModelTable.addVersion(transaction, champion);
                ModelTable.promote(transaction, champion.name(), champion.version(), champion.registeredAt());
            }
        });
    }
}
