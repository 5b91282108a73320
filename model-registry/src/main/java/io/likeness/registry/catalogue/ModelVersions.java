package io.likeness.registry.catalogue;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.Json;
import io.likeness.contracts.LikenessException;
import io.likeness.contracts.model.ModelHistory.Decision;
import io.likeness.contracts.model.ModelHistory.Pending;
import io.likeness.contracts.model.ModelName;
import io.likeness.contracts.model.ModelVersion;
import io.likeness.contracts.model.ParentVersion;
import io.likeness.contracts.model.VersionRef;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * Writes versions and what the gate said of them within the caller's transaction. Numbers are given under {@link #lock}. Safe for threads.
 */
@ApplicationScoped
public class ModelVersions {
    private static final String DECISION =
            "SELECT version, passed, reason, decided_at, champion, rules, findings FROM gate_decision";

    /** Creates the model if it is new, and holds its row until the transaction ends. */
    public void lock(Handle transaction, String name, Instant now) {
        transaction
                .createUpdate("INSERT INTO model (name, created_at) VALUES (:name, :now) ON CONFLICT DO NOTHING")
                .bind("name", name)
                .bind("now", utc(now))
                .execute();
        transaction
                .createQuery("SELECT name FROM model WHERE name = :name FOR UPDATE")
                .bind("name", name)
                .mapTo(String.class)
                .one();
    }

    /** Holds the row of a model until the transaction ends; false if there is none. */
    public boolean lock(Handle transaction, ModelName name) {
        return transaction
                .createQuery("SELECT name FROM model WHERE name = :name FOR UPDATE")
                .bind("name", name.value())
                .mapTo(String.class)
                .findOne()
                .isPresent();
    }

    private static boolean exists(Handle handle, ModelName name) {
        return handle.createQuery("SELECT name FROM model WHERE name = :name")
                .bind("name", name.value())
                .mapTo(String.class)
                .findOne()
                .isPresent();
    }

    /** @throws LikenessException {@code MODEL_NOT_FOUND} for a model that never was; one whose versions were all deleted was */
    public void requireModel(Handle handle, ModelName name) {
        requireModel(exists(handle, name), name);
    }

    /** As {@link #requireModel}, and holds its row until the transaction ends. */
    public void requireLock(Handle transaction, ModelName name) {
        requireModel(lock(transaction, name), name);
    }

    private static void requireModel(boolean exists, ModelName name) {
        if (!exists) {
            throw new LikenessException(
                    ErrorCode.MODEL_NOT_FOUND, "name: expected a registered model, found '" + name + "'");
        }
    }

    /** The number that a new version of a locked model takes, 1 or more; none is given twice. */
    public int nextNumber(Handle transaction, String name) {
        return transaction
                .createQuery("SELECT coalesce(max(version), 0) + 1 FROM ("
                        + "SELECT version FROM model_version WHERE model_name = :name"
                        + " UNION ALL SELECT version FROM deleted_version WHERE model_name = :name) given")
                .bind("name", name)
                .mapTo(Integer.class)
                .one();
    }

    /** Whether a version of that name and number is registered. */
    public boolean has(Handle transaction, ParentVersion version) {
        return transaction
                .createQuery("SELECT 1 FROM model_version WHERE model_name = :name AND version = :version")
                .bind("name", version.modelName())
                .bind("version", version.version())
                .mapTo(Integer.class)
                .findOne()
                .isPresent();
    }

    public Optional<ModelVersion> find(Handle transaction, VersionRef version) {
        return transaction
                .createQuery(VersionRows.SELECT + "WHERE v.model_name = :name AND v.version = :version")
                .bind("name", version.name().value())
                .bind("version", version.version())
                .map(VersionRows.MAPPER)
                .findOne();
    }

    /** @throws LikenessException {@code MODEL_NOT_FOUND}, or {@code GONE} if it was deleted */
    public ModelVersion require(Handle handle, VersionRef version) {
        return find(handle, version).orElseThrow(() -> absent(handle, version));
    }

    private LikenessException absent(Handle handle, VersionRef version) {
        return deleted(handle, version)
                ? new LikenessException(
                        ErrorCode.GONE,
                        "version: expected one that is still kept, found " + version + ", which was deleted")
                : new LikenessException(
                        ErrorCode.MODEL_NOT_FOUND,
                        "version: expected a registered version of " + version.name() + ", found " + version.version());
    }

    /** What the gate said last of a version. */
    public Optional<Decision> findDecision(Handle handle, VersionRef version) {
        return handle.createQuery(
                        DECISION + " WHERE model_name = :name AND version = :version ORDER BY decided_at DESC LIMIT 1")
                .bind("name", version.name().value())
                .bind("version", version.version())
                .map((row, context) -> VersionRows.decision(row))
                .findOne();
    }

    /** Versions of a model that the gate has not decided yet, the newest first. */
    public List<Pending> pending(Handle handle, ModelName name) {
        return handle.createQuery("SELECT id, candidate, champion, asked_at FROM evaluation"
                        + " WHERE model_name = :name AND ended_at IS NULL ORDER BY candidate DESC")
                .bind("name", name.value())
                .map((row, context) -> new Pending(
                        row.getString("id"),
                        row.getInt("candidate"),
                        row.getInt("champion"),
                        VersionRows.instant(row, "asked_at")))
                .list();
    }

    /** What the gate said of one of two versions when it compared it with the other, the newest first. */
    public List<Decision> decisions(Handle handle, VersionRef version, int with) {
        return handle.createQuery(DECISION
                        + " WHERE model_name = :name AND (version = :version AND champion = :with OR version = :with AND champion = :version)"
                        + " ORDER BY decided_at DESC")
                .bind("name", version.name().value())
                .bind("version", version.version())
                .bind("with", with)
                .map((row, context) -> VersionRows.decision(row))
                .list();
    }

    /** Whether there was such a version. */
    public boolean deleted(Handle handle, VersionRef version) {
        return findDeletedTraining(handle, version).isPresent();
    }

    /** The training that had made a version before somebody deleted it. */
    public Optional<String> findDeletedTraining(Handle handle, VersionRef version) {
        return handle.createQuery(
                        "SELECT training_id FROM deleted_version WHERE model_name = :name AND version = :version")
                .bind("name", version.name().value())
                .bind("version", version.version())
                .mapTo(String.class)
                .findOne();
    }

    /** The version that a training had made before somebody deleted it. */
    public Optional<VersionRef> findDeleted(Handle handle, String trainingId) {
        return handle.createQuery("SELECT model_name, version FROM deleted_version WHERE training_id = :training")
                .bind("training", trainingId)
                .map((row, context) -> VersionRef.of(row.getString("model_name"), row.getInt("version")))
                .findOne();
    }

    /**
     * Deletes a version of a locked model, which no alias names any more, and all that is said of it, except the history of what served; its files are to be
     * deleted from now on.
     */
    public void delete(Handle transaction, ModelVersion version, Instant now) {
        transaction
                .createUpdate(
                        "INSERT INTO deleted_version (model_name, version, training_id, manifest, sweep_at, deleted_at)"
                                + " VALUES (:name, :version, :training, CAST(:manifest AS jsonb), :now, :now)")
                .bind("name", version.name())
                .bind("version", version.version())
                .bind("training", version.trainingId())
                .bind("manifest", json(version.manifest()))
                .bind("now", utc(now))
                .execute();
        for (String rows : List.of(
                "gate_decision WHERE model_name = :name AND version",
                "evaluation WHERE model_name = :name AND candidate",
                "rollout WHERE model_name = :name AND candidate",
                "version_note WHERE model_name = :name AND version",
                "model_version WHERE model_name = :name AND version")) {
            transaction
                    .createUpdate("DELETE FROM <rows> = :version")
                    .define("rows", rows)
                    .bind("name", version.name())
                    .bind("version", version.version())
                    .execute();
        }
    }

    /** Whether the version was written; it was not if its training or its digest is registered already. */
    public boolean insert(Handle transaction, ModelVersion version) {
        ParentVersion parent = version.parent();
        return transaction
                        .createUpdate("""
                                INSERT INTO model_version (model_name, version, digest, manifest, training_id, dataset_id,
                                    dataset_digest, validation_digest, measure, validation_loss, metrics, parent_name, parent_version,
                                    registered_at)
                                VALUES (:name, :version, :digest, CAST(:manifest AS jsonb), :trainingId, :datasetId,
                                    :datasetDigest, :validationDigest, :measure, :validationLoss, CAST(:metrics AS jsonb), :parentName,
                                    :parentVersion, :now)
                                ON CONFLICT DO NOTHING
                                """)
                        .bind("name", version.name())
                        .bind("version", version.version())
                        .bind("digest", version.digest())
                        .bind("manifest", json(version.manifest()))
                        .bind("trainingId", version.trainingId())
                        .bind("datasetId", version.datasetId())
                        .bind("datasetDigest", version.datasetDigest())
                        .bind("validationDigest", version.validationDigest())
                        .bind("measure", version.measure())
                        .bind("validationLoss", version.validationLoss())
                        .bind("metrics", json(version.metrics()))
                        .bind("parentName", parent == null ? null : parent.modelName())
                        .bind("parentVersion", parent == null ? null : parent.version())
                        .bind("now", utc(version.registeredAt()))
                        .execute()
                == 1;
    }

    public Optional<ModelVersion> findByTraining(Handle transaction, String trainingId) {
        return transaction
                .createQuery(VersionRows.SELECT + "WHERE v.training_id = :trainingId")
                .bind("trainingId", trainingId)
                .map(VersionRows.MAPPER)
                .findOne();
    }

    public Optional<ModelVersion> findByDigest(Handle transaction, String digest) {
        return transaction
                .createQuery(VersionRows.SELECT + "WHERE v.digest = :digest")
                .bind("digest", digest)
                .map(VersionRows.MAPPER)
                .findOne();
    }

    public Optional<ModelVersion> findChampion(Handle transaction, String name) {
        return transaction
                .createQuery(VersionRows.SELECT + "WHERE v.model_name = :name AND p.stable IS NOT NULL")
                .bind("name", name)
                .map(VersionRows.MAPPER)
                .findOne();
    }

    private static OffsetDateTime utc(Instant time) {
        return time.atOffset(ZoneOffset.UTC);
    }

    private static String json(Object value) {
        return new String(Json.encode(value), UTF_8);
    }
}
