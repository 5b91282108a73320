package io.likeness.registry.client;

import io.likeness.contracts.LikenessException;
import io.likeness.contracts.model.AliasName;
import io.likeness.contracts.model.ChangeAlias;
import io.likeness.contracts.model.ChangeGate;
import io.likeness.contracts.model.ChangeNotes;
import io.likeness.contracts.model.ChangeServing;
import io.likeness.contracts.model.GateRules;
import io.likeness.contracts.model.ModelAlias;
import io.likeness.contracts.model.ModelHistory;
import io.likeness.contracts.model.ModelName;
import io.likeness.contracts.model.ModelSummary;
import io.likeness.contracts.model.ModelVersion;
import io.likeness.contracts.model.NotedVersion;
import io.likeness.contracts.model.RegisterVersion;
import io.likeness.contracts.model.ServingPlan;
import io.likeness.contracts.model.VersionComparison;
import io.likeness.contracts.model.VersionFilter;
import io.likeness.contracts.model.VersionLineage;
import io.likeness.contracts.model.VersionNotes;
import io.likeness.contracts.model.VersionRef;
import io.likeness.contracts.model.VersionRemoval;
import io.likeness.contracts.rollout.ChangeRollout;
import io.likeness.contracts.rollout.GeneratorReport;
import io.likeness.contracts.rollout.Rollout;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;

/**
 * What model-registry answers. Safe for threads. Every method ends within {@link RegistrySettings#deadline} and throws
 *
 * <ul>
 *   <li>{@link LikenessException} with {@code REGISTRY_UNAVAILABLE} where the registry did not have its say: no answer, half of one,
 *       one that is not understood, or one of something that stands in between. The same call may succeed later.
 *   <li>{@link LikenessException} with the registry's own code where it refuses. The same call is refused again.
 *   <li>{@link CancellationException} where the calling thread is interrupted, which it is afterwards, too.
 * </ul>
 *
 * Only the registry's own {@code MODEL_NOT_FOUND} is an absence.
 */
public interface RegistryClient {

    /** Every model, by name. */
    List<ModelSummary> fetchModels();

    Optional<ModelHistory> findModel(ModelName name);

    /** A version that was deleted is refused with {@code GONE}. */
    Optional<ModelVersion> findVersion(VersionRef version);

    /** What serves now of one model. */
    Optional<ModelVersion> findChampion(ModelName name);

    /** What serves now, one version a model. */
    List<ModelVersion> fetchChampions();

    /** Which version of a model serves, and how that was changed; empty for a model that never was. */
    Optional<ServingPlan> findServing(ModelName name);

    /** Has another version of a model serve, however often it is called with the same change id; empty for a model or a version that never was. */
    Optional<ServingPlan> changeServing(ModelName name, ChangeServing change);

    /** What versions of a model must keep to serve; empty for a model that never was. */
    Optional<GateRules> findGate(ModelName name);

    /** Declares other rules for a model; empty for a model that never was. */
    Optional<GateRules> changeGate(ModelName name, ChangeGate change);

    /** Which version an alias names, and how that was changed; empty for a model or an alias that never was. */
    Optional<ModelAlias> findAlias(ModelName name, AliasName alias);

    /** Has an alias name another version, or none; empty for a model or a version that never was, or an alias to remove that never was. */
    Optional<ModelAlias> changeAlias(ModelName name, AliasName alias, ChangeAlias change);

    /** What people say of a version; one that was deleted is refused with {@code GONE}. */
    Optional<VersionNotes> findNotes(VersionRef version);

    /** Changes what people say of a version; one that was deleted is refused with {@code GONE}. */
    Optional<VersionNotes> changeNotes(VersionRef version, ChangeNotes change);

    /** The versions of a model that a filter lets through, the newest first; empty for a model that never was. */
    Optional<List<NotedVersion>> findVersions(ModelName name, VersionFilter filter);

    /** Where a version comes from; one that was deleted is refused with {@code GONE}. */
    Optional<VersionLineage> findLineage(VersionRef version);

    /** How a version differs from another one of its model; empty where either never was, {@code GONE} where one was deleted. */
    Optional<VersionComparison> compare(VersionRef version, int with);

    /** Says that a generator is there, and what it knows of rollouts; the answer is the open ones. */
    List<Rollout> report(String generatorId, GeneratorReport report);

    /** How a version came to serve, or did not. */
    Optional<Rollout> findRollout(String id);

    /** The rollouts of a model, the newest first; none of a model that never was. */
    List<Rollout> fetchRollouts(ModelName name);

    /** Does what somebody wants of an open rollout; empty for one that never was. */
    Optional<Rollout> changeRollout(String id, ChangeRollout change);

    /** Registers what a training made; the same training again gives the same version, or {@code GONE} if that was deleted. */
    ModelVersion register(String trainingId, RegisterVersion registration);

    /** The version that a training has made; empty also for one that was deleted. */
    Optional<ModelVersion> findRegistration(String trainingId);

    /** Deletes a version, however often it is called; empty for one that never was. */
    Optional<VersionRemoval> delete(VersionRef version, String correlationId);
}
