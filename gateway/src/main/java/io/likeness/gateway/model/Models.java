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
import io.likeness.gateway.access.Tenant;
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
 * what is missing and no more. Nothing is written of what does not exist. What another tenant
 * has is not known to a tenant, as what never was. Safe for threads.
 */
@Singleton
public class Models {
    private static final String ANY_CHAMPION = "a champion of any model";

    private final Jdbi jdbi;
    private final TenantRegistry registry;
    private final Absences absences;

    public Models(Jdbi jdbi, TenantRegistry registry, Absences absences) {
        this.jdbi = jdbi;
        this.registry = registry;
        this.absences = absences;
    }

    List<ModelSummary> fetchModels(Tenant tenant) {
        return registry.fetchModels(tenant);
    }

    ModelHistory fetchModel(Tenant tenant, ModelName name) {
        return registry.findModel(tenant, name).orElseThrow(() -> unregistered(name));
    }

    /** @throws LikenessException {@code GONE} for a version that was deleted, though the registry may not have been told yet */
    ModelVersion fetchVersion(Tenant tenant, VersionRef version) {
        jdbi.useHandle(handle -> requireKept(version, ModelTable.gone(handle, tenant, version)));
        return registry.findVersion(tenant, version).orElseThrow(() -> unregistered(version));
    }

    ServingPlan fetchServing(Tenant tenant, ModelName name) {
        return registry.findServing(tenant, name).orElseThrow(() -> unregistered(name));
    }

    List<Rollout> fetchRollouts(Tenant tenant, ModelName name) {
        return registry.fetchRollouts(tenant, name);
    }

    /** @throws LikenessException {@code MODEL_NOT_FOUND} */
    Rollout fetchRollout(Tenant tenant, String id) {
        return registry.findRollout(tenant, id).orElseThrow(() -> unknownRollout(id));
    }

    /** @throws LikenessException {@code MODEL_NOT_FOUND}, or {@code STATE_CONFLICT} as the registry does */
    Rollout changeRollout(Tenant tenant, String id, ChangeRollout change) {
        return registry.changeRollout(tenant, id, change).orElseThrow(() -> unknownRollout(id));
    }

    GateRules fetchGate(Tenant tenant, ModelName name) {
        return registry.findGate(tenant, name).orElseThrow(() -> unregistered(name));
    }

    GateRules changeGate(Tenant tenant, ModelName name, ChangeGate change) {
        return registry.changeGate(tenant, name, change).orElseThrow(() -> unregistered(name));
    }

    /**
     * Has another version of a model serve, at once also for whoever asks this gateway for faces; the same change again changes nothing more.
     *
     * @throws LikenessException {@code MODEL_NOT_FOUND}, {@code GONE}, {@code STATE_CONFLICT} as the registry does, {@code
     *     IDEMPOTENCY_KEY_REUSED}
     */
    ServingPlan changeServing(Tenant tenant, ModelName name, ChangeServing change) {
        ServingPlan plan = fetchServing(tenant, name);
        if (plan.made(change)) {
            jdbi.useTransaction(transaction -> learn(transaction, plan));
            return plan;
        }
        if (change.version() != null) {
            return changed(tenant, name, change, change.version());
        }
        ChangeServing rollback = change.of(plan);
        if (rollback.version() == null) {
            return ask(tenant, name, rollback);
        }
        VersionRef fallback = new VersionRef(name, rollback.version());
        if (jdbi.withHandle(handle -> ModelTable.gone(handle, tenant, fallback))) {
            throw new LikenessException(
                    ErrorCode.STATE_CONFLICT,
                    "version: expected one to go back to that is kept, found " + fallback + ", which is being deleted");
        }
        return changed(tenant, name, rollback, fallback.version());
    }

    /** It is not deleted meanwhile, of which the registry would hear later. */
    private ServingPlan changed(Tenant tenant, ModelName name, ChangeServing change, int version) {
        VersionRef target = new VersionRef(name, version);
        requireVersion(tenant, target);
        return jdbi.inTransaction(transaction -> {
            hold(transaction, target);
            ServingPlan changed = ask(tenant, name, change);
            learn(transaction, changed);
            return changed;
        });
    }

    private ServingPlan ask(Tenant tenant, ModelName name, ChangeServing change) {
        return registry.changeServing(tenant, name, change).orElseThrow(() -> unregistered(name));
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
    Optional<ModelVersion> findChampion(Tenant tenant, ModelName name) {
        return registry.findChampion(tenant, name);
    }

    /** The registry is asked only for a version that was never heard of; {@code GONE} for one that was deleted. */
    public ModelVersion requireVersion(Tenant tenant, VersionRef version) {
        return jdbi.withHandle(handle -> findKept(handle, tenant, version))
                .orElseGet(() -> learnVersion(tenant, version));
    }

    /** Makes known here what is registered, and what serves of its model, for whoever decides by it; throws {@code MODEL_NOT_FOUND}. */
    void requireKnown(Tenant tenant, VersionRef version) {
        if (jdbi.withHandle(handle -> ModelTable.gone(handle, tenant, version))) {
            return;
        }
        requireVersion(tenant, version);
        if (jdbi.withHandle(handle ->
                        ModelTable.findPromoted(handle, tenant, version.name().value()))
                .isEmpty()) {
            learnChampion(tenant, version.name());
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

    private static Optional<ModelVersion> findKept(Handle handle, Tenant tenant, VersionRef version) {
        Optional<ModelVersion> found = ModelTable.findVersion(handle, tenant, version);
        if (found.isEmpty()) {
            requireKept(version, ModelTable.gone(handle, tenant, version));
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
     * @param tenant whose it has to be
     * @param name absent: the most recently promoted
     * @param version absent: the champion
     * @throws LikenessException {@code MODEL_NOT_FOUND}; {@code REGISTRY_UNAVAILABLE} if the model was never heard of here and
     *     the registry cannot be asked
     */
    public ModelChoice choose(Tenant tenant, @Nullable String name, @Nullable Integer version) {
        if (name != null) {
            Require.name("model", name);
        }
        if (name != null && version != null) {
            requireVersion(tenant, VersionRef.of(name, version));
            return new ModelChoice(tenant, name, version);
        }
        if (version != null) {
            throw Require.invalid("version", "the name of its model beside it", "none");
        }
        return new ModelChoice(
                tenant,
                name == null ? requireMostRecentlyPromoted(tenant) : requirePromoted(tenant, new ModelName(name)),
                null);
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
        Takers takers = Takers.find(transaction, choice.name());
        Placement placement = unasked(transaction, choice.name(), takers, jobId, movable);
        return Optional.ofNullable(takers.shadow())
                .filter(shadow -> !Objects.equals(shadow.version(), placement.version()))
                .filter(shadow -> shadow.takes(jobId))
                .filter(shadow -> held(transaction, choice.name(), shadow.version()))
                .map(shadow -> placement.withShadow(shadow.version()))
                .orElse(placement);
    }

    private static Placement unasked(Handle transaction, String name, Takers takers, String jobId, boolean movable) {
        return Optional.ofNullable(takers.candidate())
                .filter(candidate -> movable && candidate.takes(jobId))
                .filter(candidate -> held(transaction, name, candidate.version()))
                .map(candidate -> new Placement(candidate.version(), true, candidate.id()))
                .or(() -> Optional.ofNullable(takers.champion())
                        .filter(champion -> held(transaction, name, champion))
                        .map(champion -> new Placement(champion, true, null)))
                .orElseGet(() -> new Placement(null, false, null));
    }

    /** What serves of a model, as far as that is known here. */
    public Optional<ModelVersion> findServed(Handle handle, String name) {
        return ModelTable.findServed(handle, name);
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

    private String requirePromoted(Tenant tenant, ModelName name) {
        return jdbi.withHandle(handle -> ModelTable.findPromoted(handle, tenant, name.value()))
                .or(() -> learnChampion(tenant, name))
                .orElseThrow(() -> noChampion(name));
    }

    private String requireMostRecentlyPromoted(Tenant tenant) {
        return findMostRecentlyPromoted(tenant)
                .or(() -> learnChampions(tenant))
                .orElseThrow(() -> noChampion("none yet"));
    }

    private Optional<String> findMostRecentlyPromoted(Tenant tenant) {
        return jdbi.withHandle(handle -> ModelTable.findMostRecentlyPromoted(handle, tenant));
    }

    /** An absence is a tenant's: another may have it. */
    private record Asked(Tenant tenant, Object what) {}

    private ModelVersion learnVersion(Tenant tenant, VersionRef version) {
        ModelVersion fetched = absences.find(new Asked(tenant, version), () -> registry.findVersion(tenant, version))
                .orElseThrow(() -> unregistered(version));
        jdbi.useTransaction(transaction -> {
            ModelOwners.learn(transaction, fetched.name());
            ModelTable.addVersion(transaction, fetched);
        });
        return fetched;
    }

    private Optional<String> learnChampion(Tenant tenant, ModelName name) {
        Optional<ModelVersion> champion =
                absences.find(new Asked(tenant, name), () -> registry.findChampion(tenant, name));
        champion.ifPresent(found -> jdbi.useTransaction(transaction -> learn(transaction, found)));
        return champion.map(ModelVersion::name);
    }

    /** Only while nothing was ever heard of: the registry may have models from before this gateway's tables. */
    private Optional<String> learnChampions(Tenant tenant) {
        return absences.find(new Asked(tenant, ANY_CHAMPION), () -> {
            List<ModelVersion> champions = registry.fetchChampions(tenant);
            jdbi.useTransaction(transaction -> champions.forEach(champion -> learn(transaction, champion)));
            return findMostRecentlyPromoted(tenant);
        });
    }

    /** A promotion is no older than its version, so what an event tells of it wins over what is written here. */
    private static void learn(Handle transaction, ModelVersion champion) {
        ModelOwners.learn(transaction, champion.name());
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
