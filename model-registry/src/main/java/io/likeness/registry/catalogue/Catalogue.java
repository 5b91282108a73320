package io.likeness.registry.catalogue;

import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.LikenessException;
import io.likeness.contracts.model.ModelHistory;
import io.likeness.contracts.model.ModelHistory.Decision;
import io.likeness.contracts.model.ModelHistory.Serving;
import io.likeness.contracts.model.ModelName;
import io.likeness.contracts.model.ModelSummary;
import io.likeness.contracts.model.ModelVersion;
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
    private static final VersionRows ROWS = new VersionRows();

    private final Jdbi jdbi;
    private final ModelVersions versions;

    public Catalogue(Jdbi jdbi, ModelVersions versions) {
        this.jdbi = jdbi;
        this.versions = versions;
    }

    /** Every model, by name. */
    public List<ModelSummary> models() {
        return jdbi.inTransaction(transaction -> {
            Map<String, ModelVersion> champions =
                    champions(transaction).stream().collect(Collectors.toMap(ModelVersion::name, Function.identity()));
            return transaction
                    .createQuery(
                            "SELECT model_name, count(*) AS versions FROM model_version GROUP BY model_name ORDER BY model_name")
                    .map((row, context) -> new ModelSummary(
                            row.getString("model_name"),
                            row.getInt("versions"),
                            champions.get(row.getString("model_name"))))
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
                                VersionRows.SELECT + "WHERE v.model_name = :name AND s.version IS NOT NULL")
                        .bind("name", name.value())
                        .map(ROWS)
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
            List<ModelVersion> versions = transaction
                    .createQuery(VersionRows.SELECT + "WHERE v.model_name = :name ORDER BY v.version DESC")
                    .bind("name", name.value())
                    .map(ROWS)
                    .list();
            if (versions.isEmpty()) {
                throw new LikenessException(
                        ErrorCode.MODEL_NOT_FOUND, "name: expected a registered model, found '" + name + "'");
            }
            return new ModelHistory(
                    name.value(), null, versions, decisions(transaction, name), serving(transaction, name));
        });
    }

    /**
     * One version of a model.
     *
     * @throws LikenessException {@code MODEL_NOT_FOUND}, or {@code GONE} if it was deleted
     */
    public ModelVersion requireVersion(VersionRef version) {
        return jdbi.withHandle(handle -> versions.find(handle, version).orElseThrow(() -> absent(handle, version)));
    }

    private LikenessException absent(Handle handle, VersionRef version) {
        return versions.deleted(handle, version)
                ? new LikenessException(
                        ErrorCode.GONE,
                        "version: expected one that is still kept, found " + version + ", which was deleted")
                : new LikenessException(
                        ErrorCode.MODEL_NOT_FOUND,
                        "version: expected a registered version of " + version.name() + ", found " + version.version());
    }

    private static List<ModelVersion> champions(Handle handle) {
        return handle.createQuery(VersionRows.SELECT + "WHERE s.version IS NOT NULL ORDER BY v.model_name")
                .map(ROWS)
                .list();
    }

    private static List<Decision> decisions(Handle handle, ModelName name) {
        return handle.createQuery("SELECT version, passed, reason, decided_at FROM gate_decision"
                        + " WHERE model_name = :name ORDER BY decided_at DESC, version DESC")
                .bind("name", name.value())
                .map((row, context) -> new Decision(
                        row.getInt("version"),
                        row.getBoolean("passed"),
                        row.getString("reason"),
                        VersionRows.instant(row, "decided_at")))
                .list();
    }

    private static List<Serving> serving(Handle handle, ModelName name) {
        return handle.createQuery("SELECT alias, version, served_from, served_until FROM serving"
                        + " WHERE model_name = :name ORDER BY served_from DESC, version DESC")
                .bind("name", name.value())
                .map((row, context) -> new Serving(
                        row.getString("alias"),
                        row.getInt("version"),
                        VersionRows.instant(row, "served_from"),
                        VersionRows.instantOrNull(row, "served_until")))
                .list();
    }
}
