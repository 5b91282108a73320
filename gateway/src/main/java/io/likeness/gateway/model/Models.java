package io.likeness.gateway.model;

import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.LikenessException;
import io.likeness.contracts.Require;
import io.likeness.contracts.model.ChangeGate;
import io.likeness.contracts.model.ChangeServing;
import io.likeness.contracts.model.GateRules;
import io.likeness.contracts.model.ModelHistory;
import io.likeness.contracts.model.ModelName;
import io.likeness.contracts.model.ModelSummary;
import io.likeness.contracts.model.ModelVersion;
import io.likeness.contracts.model.ServingPlan;
import io.likeness.contracts.model.VersionRef;
import io.likeness.contracts.rollout.ChangeRollout;
import io.likeness.contracts.rollout.Rollout;
import io.likeness.registry.client.RegistryClient;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * Knows which models there are: from the read model first, from the registry where that knows too little, which is then asked for
 * what is missing and no more. Nothing is written of what does not exist. Safe for threads.
 */
@Singleton
public class Models {
    private static final String ANY_CHAMPION = "a champion of any model";
    /** In the place of a rollout's id, so that copies are not drawn of the same requests that a candidate answers. */
    private static final String SHADOW = "shadow";

    private final Jdbi jdbi;
    private final RegistryClient registry;
    private final Absences absences;

    public Models(Jdbi jdbi, RegistryClient registry, Absences absences) {
        this.jdbi = jdbi;
        this.registry = registry;
        this.absences = absences;
    }

    List<ModelSummary> fetchModels() {
        return registry.fetchModels();
    }

    ModelHistory fetchModel(ModelName name) {
        return registry.findModel(name).orElseThrow(() -> unregistered(name));
    }

    /** @throws LikenessException {@code GONE} for a version that was deleted, though the registry may not have been told yet */
    ModelVersion fetchVersion(VersionRef version) {
        jdbi.useHandle(handle -> requireKept(version, ModelTable.gone(handle, version)));
        return registry.findVersion(version).orElseThrow(() -> unregistered(version));
    }

    ServingPlan fetchServing(ModelName name) {
        return registry.findServing(name).orElseThrow(() -> unregistered(name));
    }

    List<Rollout> fetchRollouts(ModelName name) {
        return registry.fetchRollouts(name);
    }

    /** @throws LikenessException {@code MODEL_NOT_FOUND} */
    Rollout fetchRollout(String id) {
        return registry.findRollout(id).orElseThrow(() -> unknownRollout(id));
    }

    /** @throws LikenessException {@code MODEL_NOT_FOUND}, or {@code STATE_CONFLICT} as the registry does */
    Rollout changeRollout(String id, ChangeRollout change) {
        return registry.changeRollout(id, change).orElseThrow(() -> unknownRollout(id));
    }

    GateRules fetchGate(ModelName name) {
        return registry.findGate(name).orElseThrow(() -> unregistered(name));
    }

    GateRules changeGate(ModelName name, ChangeGate change) {
        return registry.changeGate(name, change).orElseThrow(() -> unregistered(name));
    }

    /**
     * Has another version of a model serve, at once also for whoever asks this gateway for faces; the same change again changes nothing more.
     *
     * @throws LikenessException {@code MODEL_NOT_FOUND}, {@code GONE}, {@code STATE_CONFLICT} as the registry does, {@code
     *     IDEMPOTENCY_KEY_REUSED}
     */
    ServingPlan changeServing(ModelName name, ChangeServing change) {
        ServingPlan plan = fetchServing(name);
        if (plan.made(change)) {
            jdbi.useTransaction(transaction -> learn(transaction, plan));
            return plan;
        }
        if (change.version() != null) {
            return changed(name, change, change.version());
        }
        ChangeServing rollback = change.of(plan);
        if (rollback.version() == null) {
            return ask(name, rollback);
        }
        VersionRef fallback = new VersionRef(name, rollback.version());
        if (jdbi.withHandle(handle -> ModelTable.gone(handle, fallback))) {
            throw new LikenessException(
                    ErrorCode.STATE_CONFLICT,
                    "version: expected one to go back to that is kept, found " + fallback + ", which is being deleted");
        }
        return changed(name, rollback, fallback.version());
    }

    /** It is not deleted meanwhile, of which the registry would hear later. */
    private ServingPlan changed(ModelName name, ChangeServing change, int version) {
        VersionRef target = new VersionRef(name, version);
        requireVersion(target);
        return jdbi.inTransaction(transaction -> {
            hold(transaction, target);
            ServingPlan changed = ask(name, change);
            learn(transaction, changed);
            return changed;
        });
    }

    private ServingPlan ask(ModelName name, ChangeServing change) {
        return registry.changeServing(name, change).orElseThrow(() -> unregistered(name));
    }

    private static void learn(Handle transaction, ServingPlan plan) {
        Integer version = plan.stable();
        if (version != null) {
            ModelTable.promote(
                    transaction,
                    plan.modelName(),
                    version,
                    plan.changes().getFirst().at());
        }
    }

    /** The erasures of images with which versions of a model were trained, by the version's number. */
    Map<Integer, List<String>> erasures(String modelName) {
        return jdbi.withHandle(handle -> ErasureMarks.erasures(handle, modelName));
    }

    /** @throws LikenessException {@code ERASED} if what shows faces of the version's dataset was removed with an image */
    void requireFacesShown(ModelVersion version, String file) {
        if (jdbi.withHandle(handle -> ErasureMarks.cleared(handle, version))) {
            throw new LikenessException(
                    ErrorCode.ERASED,
                    file
                            + ": expected one that still shows faces of the version's dataset, found it removed with an image"
                            + " that was erased");
        }
    }

    /** What serves now of a model, as the registry has it. */
    Optional<ModelVersion> findChampion(ModelName name) {
        return registry.findChampion(name);
    }

    /** The registry is asked only for a version that was never heard of; {@code GONE} for one that was deleted. */
    public ModelVersion requireVersion(VersionRef version) {
        return jdbi.withHandle(handle -> findKept(handle, version)).orElseGet(() -> learnVersion(version));
    }

    /** Makes known here what is registered, and what serves of its model, for whoever decides by it; throws {@code MODEL_NOT_FOUND}. */
    void requireKnown(VersionRef version) {
        if (jdbi.withHandle(handle -> ModelTable.gone(handle, version))) {
            return;
        }
        requireVersion(version);
        if (jdbi.withHandle(
                        handle -> ModelTable.findPromoted(handle, version.name().value()))
                .isEmpty()) {
            learnChampion(version.name());
        }
    }

    /**
     * Keeps a version from being deleted until the transaction ends.
     *
     * @throws LikenessException {@code GONE} if it was
     */
    public void hold(Handle transaction, VersionRef version) {
        requireKept(version, ModelTable.goneOrHeld(transaction, version));
    }

    private static Optional<ModelVersion> findKept(Handle handle, VersionRef version) {
        Optional<ModelVersion> found = ModelTable.findVersion(handle, version);
        if (found.isEmpty()) {
            requireKept(version, ModelTable.gone(handle, version));
        }
        return found;
    }

    private static void requireKept(VersionRef version, boolean gone) {
        if (gone) {
            throw new LikenessException(
                    ErrorCode.GONE,
                    "version: expected one that is still kept, found " + version + ", which was deleted");
        }
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
            requireVersion(VersionRef.of(name, version));
            return new ModelChoice(name, version);
        }
        if (version != null) {
            throw Require.invalid("version", "the name of its model beside it", "none");
        }
        return new ModelChoice(
                name == null ? requireMostRecentlyPromoted() : requirePromoted(new ModelName(name)), null);
    }

    /**
     * Decides which version does a job's work, and keeps it from being deleted until the transaction ends. A request that names a version gets it, and else the
     * same job always gets the same one, as long as nothing changes. Where another version draws copies, it is named beside.
     *
     * @param movable whether a version that is being rolled out may do it
     * @throws LikenessException {@code GONE} for a version that was asked for and is deleted
     */
    public Placement place(Handle transaction, ModelChoice choice, String jobId, boolean movable) {
        Integer asked = choice.version();
        if (asked != null) {
            hold(transaction, VersionRef.of(choice.name(), asked));
            return new Placement(asked, false, null);
        }
        Placement placement = unasked(transaction, choice, jobId, movable);
        return ShadowTable.find(transaction, choice.name())
                .filter(shadow -> !Objects.equals(shadow.version(), placement.version()))
                .filter(shadow -> Placement.among(jobId, SHADOW, shadow.share()))
                .filter(shadow -> held(transaction, choice.name(), shadow.version()))
                .map(shadow -> placement.withShadow(shadow.version()))
                .orElse(placement);
    }

    private static Placement unasked(Handle transaction, ModelChoice choice, String jobId, boolean movable) {
        return RolloutTable.find(transaction, choice.name())
                .filter(candidate -> movable && Placement.among(jobId, candidate.id(), candidate.share()))
                .filter(candidate -> held(transaction, choice.name(), candidate.version()))
                .map(candidate -> new Placement(candidate.version(), true, candidate.id()))
                .or(() -> ModelTable.findChampion(transaction, choice.name())
                        .filter(champion -> held(transaction, choice.name(), champion))
                        .map(champion -> new Placement(champion, true, null)))
                .orElseGet(() -> new Placement(null, false, null));
    }

    /** What serves of a model, as far as that is known here. */
    public Optional<ModelVersion> findServed(Handle handle, String name) {
        return ModelTable.findChampion(handle, name)
                .flatMap(version -> ModelTable.findVersion(handle, VersionRef.of(name, version)));
    }

    /** Whether a version of a model is known here to serve, though it may be about to go. */
    public boolean serves(Handle handle, String name) {
        return ModelTable.findChampion(handle, name).isPresent();
    }

    private static boolean held(Handle transaction, String name, int version) {
        return !ModelTable.goneOrHeld(transaction, VersionRef.of(name, version));
    }

    /** The number of the version that would serve a choice now. */
    public int requireServed(ModelChoice choice) {
        Integer version = choice.version();
        return version != null
                ? version
                : jdbi.withHandle(handle -> ModelTable.findChampion(handle, choice.name()))
                        .orElseThrow(() -> noChampion(choice.name()));
    }

    private String requirePromoted(ModelName name) {
        return jdbi.withHandle(handle -> ModelTable.findPromoted(handle, name.value()))
                .or(() -> learnChampion(name))
                .orElseThrow(() -> noChampion(name));
    }

    private String requireMostRecentlyPromoted() {
        return findMostRecentlyPromoted().or(this::learnChampions).orElseThrow(() -> noChampion("none yet"));
    }

    private Optional<String> findMostRecentlyPromoted() {
        return jdbi.withHandle(ModelTable::findMostRecentlyPromoted);
    }

    private ModelVersion learnVersion(VersionRef version) {
        ModelVersion fetched =
                absences.find(version, () -> registry.findVersion(version)).orElseThrow(() -> unregistered(version));
        jdbi.useHandle(handle -> ModelTable.addVersion(handle, fetched));
        return fetched;
    }

    private Optional<String> learnChampion(ModelName name) {
        Optional<ModelVersion> champion = absences.find(name, () -> registry.findChampion(name));
        champion.ifPresent(found -> jdbi.useTransaction(transaction -> learn(transaction, found)));
        return champion.map(ModelVersion::name);
    }

    /** Only while nothing was ever heard of: the registry may have models from before this gateway's tables. */
    private Optional<String> learnChampions() {
        return absences.find(ANY_CHAMPION, () -> {
            List<ModelVersion> champions = registry.fetchChampions();
            jdbi.useTransaction(transaction -> champions.forEach(champion -> learn(transaction, champion)));
            return findMostRecentlyPromoted();
        });
    }

    /** A promotion is no older than its version, so what an event tells of it wins over what is written here. */
    private static void learn(Handle transaction, ModelVersion champion) {
        ModelTable.addVersion(transaction, champion);
        ModelTable.promote(transaction, champion.name(), champion.version(), champion.registeredAt());
    }

    static LikenessException unregistered(Object found) {
        return notFound("model: expected one that is registered", found);
    }

    private static LikenessException unknownRollout(String id) {
        return notFound("rollout: expected one that is known", id);
    }

    private static LikenessException noChampion(Object found) {
        return notFound("model: expected one that has a champion", found);
    }

    private static LikenessException notFound(String expected, Object found) {
        return new LikenessException(ErrorCode.MODEL_NOT_FOUND, expected + ", found " + found);
    }
}
