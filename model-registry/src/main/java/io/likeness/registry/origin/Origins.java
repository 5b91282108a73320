package io.likeness.registry.origin;

import io.likeness.contracts.Json;
import io.likeness.contracts.LikenessException;
import io.likeness.contracts.Require;
import io.likeness.contracts.model.ModelHistory.Decision;
import io.likeness.contracts.model.ModelManifest;
import io.likeness.contracts.model.ModelVersion;
import io.likeness.contracts.model.ParentVersion;
import io.likeness.contracts.model.VersionComparison;
import io.likeness.contracts.model.VersionComparison.Side;
import io.likeness.contracts.model.VersionLineage;
import io.likeness.contracts.model.VersionOrigin;
import io.likeness.contracts.model.VersionRef;
import io.likeness.platform.store.MinioObjectStore;
import io.likeness.platform.store.ObjectStore;
import io.likeness.registry.catalogue.ModelVersions;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** Tells lineages and differences. Safe for threads. */
@ApplicationScoped
class Origins {
    private final Jdbi jdbi;
    private final ModelVersions versions;
    private final ObjectStore store;

    Origins(Jdbi jdbi, ModelVersions versions, MinioObjectStore store) {
        this.jdbi = jdbi;
        this.versions = versions;
        this.store = store;
    }

    /** A version as far as the tables know it. */
    private sealed interface Known {
        record Kept(ModelVersion version) implements Known {}

        record Deleted(VersionRef version, String trainingId) implements Known {}
    }

    /** @throws LikenessException {@code MODEL_NOT_FOUND}, {@code GONE} if it was deleted, or {@code OBJECT_STORE_UNAVAILABLE} */
    VersionLineage lineage(VersionRef version) {
        List<Known> known = jdbi.inTransaction(transaction -> chain(transaction, version));
        List<VersionOrigin> origins = known.stream().map(this::origin).toList();
        return new VersionLineage(origins.getFirst(), origins.subList(1, origins.size()));
    }

    /**
     * Two versions of one model, side by side.
     *
     * @throws LikenessException as {@link #lineage}, for either of them
     */
    VersionComparison compare(VersionRef version, int with) {
        if (version.version() == with) {
            throw Require.invalid("with", "another version than " + with, "the same");
        }
        record Pair(ModelVersion version, ModelVersion with, List<Decision> gate) {}
        Pair pair = jdbi.inTransaction(transaction -> new Pair(
                versions.require(transaction, version),
                versions.require(transaction, new VersionRef(version.name(), with)),
                versions.decisions(transaction, version, with)));
        return VersionComparison.of(side(pair.version()), side(pair.with()), pair.gate());
    }

    private List<Known> chain(Handle transaction, VersionRef first) {
        List<Known> chain = new ArrayList<>();
        ModelVersion version = versions.require(transaction, first);
        chain.add(new Known.Kept(version));
        Optional<Known> next = parent(transaction, version);
        while (next.isPresent() && chain.size() <= VersionLineage.MOST_ANCESTORS) {
            chain.add(next.orElseThrow());
            next = next.flatMap(
                    known -> known instanceof Known.Kept kept ? parent(transaction, kept.version()) : Optional.empty());
        }
        return chain;
    }

    private Optional<Known> parent(Handle transaction, ModelVersion child) {
        ParentVersion parent = child.parent();
        if (parent == null) {
            return Optional.empty();
        }
        VersionRef ref = VersionRef.of(parent.modelName(), parent.version());
        return versions.find(transaction, ref)
                .<Known>map(Known.Kept::new)
                .or(() -> versions.findDeletedTraining(transaction, ref)
                        .map(training -> new Known.Deleted(ref, training)));
    }

    private VersionOrigin origin(Known known) {
        return switch (known) {
            case Known.Kept(ModelVersion version) -> VersionOrigin.of(version, manifest(version));
            case Known.Deleted(VersionRef version, String trainingId) -> VersionOrigin.ofDeleted(version, trainingId);
        };
    }

    private Side side(ModelVersion version) {
        return new Side(version, manifest(version));
    }

    private ModelManifest manifest(ModelVersion version) {
        return Json.decode(store.fetch(version.manifest()), ModelManifest.class);
    }
}
