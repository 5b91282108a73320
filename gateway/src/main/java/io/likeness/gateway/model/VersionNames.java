package io.likeness.gateway.model;

import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.LikenessException;
import io.likeness.contracts.Require;
import io.likeness.contracts.model.AliasName;
import io.likeness.contracts.model.ChangeAlias;
import io.likeness.contracts.model.ChangeNotes;
import io.likeness.contracts.model.ModelAlias;
import io.likeness.contracts.model.ModelHistory;
import io.likeness.contracts.model.ModelName;
import io.likeness.contracts.model.NotedVersion;
import io.likeness.contracts.model.VersionComparison;
import io.likeness.contracts.model.VersionFilter;
import io.likeness.contracts.model.VersionLineage;
import io.likeness.contracts.model.VersionNotes;
import io.likeness.contracts.model.VersionRef;
import io.likeness.gateway.access.Tenant;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What people call versions and where versions come from, as the registry has it: it is asked each time, as an alias may be moved at any moment. Safe for
 * threads.
 */
@Singleton
public class VersionNames {
    private final TenantRegistry registry;
    private final Models models;

    public VersionNames(TenantRegistry registry, Models models) {
        this.registry = registry;
        this.models = models;
    }

    /** @throws LikenessException {@code MODEL_NOT_FOUND}, for an alias that never was with those that are there */
    ModelAlias fetchAlias(Tenant tenant, ModelName model, AliasName alias) {
        return registry.findAlias(tenant, model, alias).orElseThrow(() -> unknown(tenant, model, alias));
    }

    /**
     * Has an alias name another version, or none.
     *
     * @throws LikenessException {@code MODEL_NOT_FOUND}, {@code GONE}, or {@code STATE_CONFLICT} as the registry does
     */
    ModelAlias changeAlias(Tenant tenant, ModelName model, AliasName alias, ChangeAlias change) {
        if (change.version() != null) {
            models.requireVersion(tenant, new VersionRef(model, change.version()));
        }
        return registry.changeAlias(tenant, model, alias, change).orElseThrow(() -> unknown(tenant, model, alias));
    }

    /**
     * The number of the version that a request asks for: of an alias, that of the version that it names now.
     *
     * @param tenant whose model it has to be
     * @param version absent: none is asked for by its number
     * @param alias absent: none is asked for by a name
     * @throws LikenessException {@code INVALID_REQUEST} for an alias beside a version or without a model, {@code MODEL_NOT_FOUND} for one that names no
     *     version, {@code REGISTRY_UNAVAILABLE} where an alias is named and the registry cannot be asked
     */
    public @Nullable Integer resolve(
            Tenant tenant, @Nullable String model, @Nullable Integer version, @Nullable String alias) {
        if (alias == null) {
            return version;
        }
        if (version != null) {
            throw Require.invalid("alias", "none beside a version", "'" + alias + "'");
        }
        if (model == null) {
            throw Require.invalid("alias", "the name of its model beside it", "none");
        }
        Require.name("model", model);
        ModelName name = new ModelName(model);
        AliasName wanted = new AliasName(alias);
        return registry.findAlias(tenant, name, wanted)
                .map(ModelAlias::version)
                .orElseThrow(() -> unknown(tenant, name, wanted));
    }

    VersionNotes fetchNotes(Tenant tenant, VersionRef version) {
        return registry.findNotes(tenant, version).orElseThrow(() -> Models.unregistered(version));
    }

    VersionNotes changeNotes(Tenant tenant, VersionRef version, ChangeNotes change) {
        models.requireVersion(tenant, version);
        return registry.changeNotes(tenant, version, change).orElseThrow(() -> Models.unregistered(version));
    }

    List<NotedVersion> search(Tenant tenant, ModelName model, VersionFilter filter) {
        return registry.findVersions(tenant, model, filter).orElseThrow(() -> Models.unregistered(model));
    }

    VersionLineage fetchLineage(Tenant tenant, VersionRef version) {
        models.requireVersion(tenant, version);
        return registry.findLineage(tenant, version).orElseThrow(() -> Models.unregistered(version));
    }

    VersionComparison compare(Tenant tenant, VersionRef version, int with) {
        models.requireVersion(tenant, version);
        VersionRef other = new VersionRef(version.name(), with);
        models.requireVersion(tenant, other);
        return registry.compare(tenant, version, with).orElseThrow(() -> Models.unregistered(other));
    }

    private LikenessException unknown(Tenant tenant, ModelName model, AliasName alias) {
        Optional<ModelHistory> found = registry.findModel(tenant, model);
        if (found.isEmpty()) {
            return Models.unregistered(model);
        }
        List<String> known = found.stream()
                .flatMap(history -> history.notes().values().stream())
                .flatMap(notes -> notes.aliases().stream())
                .sorted()
                .toList();
        return new LikenessException(
                ErrorCode.MODEL_NOT_FOUND,
                "alias: expected one of %s of %s, found '%s'".formatted(known, model, alias));
    }
}
