package io.likeness.registry.catalogue;

import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.LikenessException;
import io.likeness.contracts.model.ModelHistory;
import io.likeness.contracts.model.ModelHistory.Decision;
import io.likeness.contracts.model.ModelHistory.Pending;
import io.likeness.contracts.model.ModelHistory.Serving;
import io.likeness.contracts.model.ModelName;
import io.likeness.contracts.model.ModelSummary;
import io.likeness.contracts.model.ModelVersion;
import io.likeness.contracts.model.NotedVersion;
import io.likeness.contracts.model.VersionFilter;
import io.likeness.contracts.model.VersionNotes;
import io.likeness.contracts.model.VersionRef;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** Reads what is registered. Safe for threads. */
@ApplicationScoped
public class Catalogue {
    /** From one change of the plan to the next, of the versions that are left. */
    private static final String SERVING = """
            SELECT version, served_from, served_until FROM (
                SELECT version, revision, changed_at AS served_from,
                    lead(changed_at) OVER (ORDER BY revision) AS served_until
                FROM serving_change WHERE model_name = :name) served
            WHERE version IN (SELECT version FROM model_version WHERE model_name = :name)
            ORDER BY revision DESC
            """;

    private final Jdbi jdbi;
    private final ModelVersions versions;
    private final Notes notes;

    public Catalogue(Jdbi jdbi, ModelVersions versions, Notes notes) {
        this.jdbi = jdbi;
        this.versions = versions;
        this.notes = notes;
    }

    /** Every model, by name. */
    public List<ModelSummary> models() {
        return jdbi.inTransaction(transaction -> {
            Map<String, ModelVersion> champions =
                    champions(transaction).stream().collect(Collectors.toMap(ModelVersion::name, Function.identity()));
            return transaction
                    .createQuery(
                            "SELECT model_name, count(*) AS versions, (SELECT id FROM rollout WHERE rollout.model_name = model_version.model_name"
                                    + " AND ended_at IS NULL) AS rollout FROM model_version GROUP BY model_name ORDER BY model_name")
                    .map((row, context) -> new ModelSummary(
                            row.getString("model_name"),
                            row.getInt("versions"),
                            champions.get(row.getString("model_name")),
                            row.getString("rollout")))
                    .list();
        });
    }

    /** What serves now, one version a model, by name. */
    public List<ModelVersion> champions() {
        return jdbi.withHandle(Catalogue::champions);
    }

    /**
     * What serves now of one model.
     *
     * @throws LikenessException {@code MODEL_NOT_FOUND}
     */
    public ModelVersion requireChampion(ModelName name) {
        return jdbi.withHandle(handle -> handle.createQuery(
                                VersionRows.SELECT + "WHERE v.model_name = :name AND p.stable IS NOT NULL")
                        .bind("name", name.value())
                        .map(VersionRows.MAPPER)
                        .findOne())
                .orElseThrow(() -> new LikenessException(
                        ErrorCode.MODEL_NOT_FOUND, "name: expected a model that has a champion, found '" + name + "'"));
    }

    /**
     * All that is known of a model.
     *
     * @throws LikenessException {@code MODEL_NOT_FOUND}
     */
    public ModelHistory requireModel(ModelName name) {
        return jdbi.inTransaction(transaction -> {
            // Before all else: what is decided meanwhile is told twice rather than not at all.
            List<Pending> pending = versions.pending(transaction, name);
            List<ModelVersion> registered = transaction
                    .createQuery(VersionRows.SELECT + "WHERE v.model_name = :name ORDER BY v.version DESC")
                    .bind("name", name.value())
                    .map(VersionRows.MAPPER)
                    .list();
            if (registered.isEmpty()) {
                throw new LikenessException(
                        ErrorCode.MODEL_NOT_FOUND, "name: expected a registered model, found '" + name + "'");
            }
            return new ModelHistory(
                    name.value(),
                    null,
                    registered,
                    decisions(transaction, name),
                    serving(transaction, name),
                    pending,
                    notes.find(transaction, name));
        });
    }

    /**
     * One version of a model.
     *
     * @throws LikenessException {@code MODEL_NOT_FOUND}, or {@code GONE} if it was deleted
     */
    public ModelVersion requireVersion(VersionRef version) {
        return jdbi.withHandle(handle -> versions.require(handle, version));
    }

    /**
     * What people say of one version.
     *
     * @throws LikenessException {@code MODEL_NOT_FOUND}, or {@code GONE} if it was deleted
     */
    public VersionNotes requireNotes(VersionRef version) {
        return jdbi.inTransaction(transaction -> {
            versions.require(transaction, version);
            return notes.find(transaction, version);
        });
    }

    /**
     * The versions of a model that a filter lets through, the newest first.
     *
     * @throws LikenessException {@code MODEL_NOT_FOUND}
     */
    public List<NotedVersion> search(ModelName name, VersionFilter filter) {
        return jdbi.inTransaction(transaction -> {
            versions.requireModel(transaction, name);
            return notes.search(transaction, name, filter);
        });
    }

    private static List<ModelVersion> champions(Handle handle) {
        return handle.createQuery(VersionRows.SELECT + "WHERE p.stable IS NOT NULL ORDER BY v.model_name")
                .map(VersionRows.MAPPER)
                .list();
    }

    private static List<Decision> decisions(Handle handle, ModelName name) {
        return handle.createQuery(
                        "SELECT version, passed, reason, decided_at, champion, rules, findings FROM gate_decision"
                                + " WHERE model_name = :name ORDER BY decided_at DESC, version DESC")
                .bind("name", name.value())
                .map((row, context) -> VersionRows.decision(row))
                .list();
    }

    private static List<Serving> serving(Handle handle, ModelName name) {
        return handle.createQuery(SERVING)
                .bind("name", name.value())
                .map((row, context) -> new Serving(
                        "champion",
                        row.getInt("version"),
                        VersionRows.instant(row, "served_from"),
                        VersionRows.instantOrNull(row, "served_until")))
                .list();
    }
}
