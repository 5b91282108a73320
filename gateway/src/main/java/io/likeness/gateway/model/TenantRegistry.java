package io.likeness.gateway.model;

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
import io.likeness.contracts.model.ServingPlan;
import io.likeness.contracts.model.VersionComparison;
import io.likeness.contracts.model.VersionFilter;
import io.likeness.contracts.model.VersionLineage;
import io.likeness.contracts.model.VersionNotes;
import io.likeness.contracts.model.VersionRef;
import io.likeness.contracts.rollout.ChangeRollout;
import io.likeness.contracts.rollout.Rollout;
import io.likeness.gateway.access.Tenant;
import io.likeness.registry.client.RegistryClient;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jdbi.v3.core.Jdbi;

/**
 * The registry as a tenant sees it: of another's model it answers what it answers of one that never was, without being asked. It throws as {@link RegistryClient}
 * does. Safe for threads.
 */
@Singleton
final class TenantRegistry {
    private final Jdbi jdbi;
    private final RegistryClient registry;

    TenantRegistry(Jdbi jdbi, RegistryClient registry) {
        this.jdbi = jdbi;
        this.registry = registry;
    }

    List<ModelSummary> fetchModels(Tenant tenant) {
        return own(tenant, registry.fetchModels(), ModelSummary::name);
    }

    List<ModelVersion> fetchChampions(Tenant tenant) {
        return own(tenant, registry.fetchChampions(), ModelVersion::name);
    }

    Optional<ModelHistory> findModel(Tenant tenant, ModelName name) {
        return ask(tenant, name, () -> registry.findModel(name));
    }

    Optional<ModelVersion> findVersion(Tenant tenant, VersionRef version) {
        return ask(tenant, version.name(), () -> registry.findVersion(version));
    }

    Optional<ModelVersion> findChampion(Tenant tenant, ModelName name) {
        return ask(tenant, name, () -> registry.findChampion(name));
    }

    Optional<ServingPlan> findServing(Tenant tenant, ModelName name) {
        return ask(tenant, name, () -> registry.findServing(name));
    }

    Optional<ServingPlan> changeServing(Tenant tenant, ModelName name, ChangeServing change) {
        return ask(tenant, name, () -> registry.changeServing(name, change));
    }

    Optional<GateRules> findGate(Tenant tenant, ModelName name) {
        return ask(tenant, name, () -> registry.findGate(name));
    }

    Optional<GateRules> changeGate(Tenant tenant, ModelName name, ChangeGate change) {
        return ask(tenant, name, () -> registry.changeGate(name, change));
    }

    Optional<ModelAlias> findAlias(Tenant tenant, ModelName name, AliasName alias) {
        return ask(tenant, name, () -> registry.findAlias(name, alias));
    }

    Optional<ModelAlias> changeAlias(Tenant tenant, ModelName name, AliasName alias, ChangeAlias change) {
        return ask(tenant, name, () -> registry.changeAlias(name, alias, change));
    }

    Optional<VersionNotes> findNotes(Tenant tenant, VersionRef version) {
        return ask(tenant, version.name(), () -> registry.findNotes(version));
    }

    Optional<VersionNotes> changeNotes(Tenant tenant, VersionRef version, ChangeNotes change) {
        return ask(tenant, version.name(), () -> registry.changeNotes(version, change));
    }

    Optional<List<NotedVersion>> findVersions(Tenant tenant, ModelName name, VersionFilter filter) {
        return ask(tenant, name, () -> registry.findVersions(name, filter));
    }

    Optional<VersionLineage> findLineage(Tenant tenant, VersionRef version) {
        return ask(tenant, version.name(), () -> registry.findLineage(version));
    }

    Optional<VersionComparison> compare(Tenant tenant, VersionRef version, int with) {
        return ask(tenant, version.name(), () -> registry.compare(version, with));
    }

    List<Rollout> fetchRollouts(Tenant tenant, ModelName name) {
        return ask(tenant, name, () -> Optional.of(registry.fetchRollouts(name)))
                .orElse(List.of());
    }

    Optional<Rollout> findRollout(Tenant tenant, String id) {
        return registry.findRollout(id).filter(rollout -> has(tenant, rollout.modelName()));
    }

    /** Looks first whose it is. */
    Optional<Rollout> changeRollout(Tenant tenant, String id, ChangeRollout change) {
        return findRollout(tenant, id).flatMap(rollout -> registry.changeRollout(id, change));
    }

    private <T> Optional<T> ask(Tenant tenant, ModelName name, Supplier<Optional<T>> question) {
        return has(tenant, name.value()) ? question.get() : Optional.empty();
    }

    private boolean has(Tenant tenant, String name) {
        return jdbi.withHandle(handle -> ModelOwners.has(handle, tenant, name));
    }

    private <T> List<T> own(Tenant tenant, List<T> all, Function<T, String> name) {
        Map<String, Tenant> owners = jdbi.withHandle(
                handle -> ModelOwners.among(handle, all.stream().map(name).toList()));
        return all.stream()
                .filter(one -> owners.getOrDefault(name.apply(one), Tenant.MAIN).equals(tenant))
                .toList();
    }
}
