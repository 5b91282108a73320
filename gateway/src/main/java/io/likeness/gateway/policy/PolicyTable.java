package io.likeness.gateway.policy;

import io.likeness.contracts.Failure;
import io.likeness.gateway.access.Keys;
import io.likeness.gateway.access.Principal;
import io.likeness.gateway.access.Tenant;
import io.likeness.gateway.ledger.Documents;
import io.likeness.gateway.policy.PolicyDetails.PolicyTraining;
import io.likeness.gateway.training.TrainingRequest;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Rows of policies and of the trainings that they began. Stateless. */
final class PolicyTable {
    private PolicyTable() {}

    /**
     * As it stands.
     *
     * @param tenant whose the model is
     * @param keyId of whoever declared it, absent if without a key
     */
    record Row(
            Tenant tenant,
            @Nullable String keyId,
            String model,
            long revision,
            TrainingPolicy policy,
            Instant changedAt) {}

    /**
     * What a policy wants.
     *
     * @param datasetName of the dataset, which was sealed at {@code sealedAt}
     * @param datasetDigest of its manifest, as it is now
     * @param correlationId of whoever had the dataset made
     * @param request for the training, as if a person had sent it
     */
    record Wanted(
            Row policy,
            PolicyTraining begun,
            String datasetName,
            String datasetDigest,
            Instant sealedAt,
            String correlationId,
            TrainingRequest request) {}

    /** A training that has not ended, or is not accepted yet. */
    record Open(PolicyTraining begun, Principal asking, String correlationId, TrainingRequest request) {}

    /** Holds a model's policy until the transaction ends, also where there is none; answers its revision, 0 for none. */
    static long lock(Handle transaction, String model) {
        transaction
                .createQuery("SELECT pg_advisory_xact_lock(hashtextextended('policy ' || :model, 0)) IS NULL")
                .bind("model", model)
                .mapTo(Boolean.class)
                .one();
        return transaction
                .createQuery("SELECT revision FROM training_policy WHERE model = :model")
                .bind("model", model)
                .mapTo(Long.class)
                .findOne()
                .orElse(0L);
    }

    static void put(Handle transaction, String model, long revision, TrainingPolicy policy, @Nullable String keyId) {
        transaction
                .createUpdate("INSERT INTO training_policy (model, revision, document, changed_at, key_id)"
                        + " VALUES (:model, :revision, CAST(:document AS jsonb), now(), :key) ON CONFLICT (model) DO UPDATE SET"
                        + " revision = excluded.revision, document = excluded.document, changed_at = excluded.changed_at,"
                        + " key_id = excluded.key_id")
                .bind("model", model)
                .bind("key", keyId)
                .bind("revision", revision)
                .bind("document", Documents.text(policy))
                .execute();
    }

    static void delete(Handle transaction, String model) {
        transaction
                .createUpdate("DELETE FROM training_policy WHERE model = :model")
                .bind("model", model)
                .execute();
    }

    static Optional<Row> find(Handle handle, String model) {
        return handle.createQuery("SELECT p.*, o.tenant FROM training_policy p JOIN model_owner o ON o.name = p.model"
                        + " WHERE model = :model")
                .bind("model", model)
                .map((row, context) -> read(row))
                .findOne();
    }

    static List<String> models(Handle handle) {
        return handle.createQuery("SELECT model FROM training_policy ORDER BY model")
                .mapTo(String.class)
                .list();
    }

    /** Nothing if the policy has begun the same before. */
    static boolean add(Handle transaction, Wanted wanted) {
        PolicyTraining begun = wanted.begun();
        return transaction
                        .createUpdate(
                                "INSERT INTO policy_training (id, model, revision, dataset_id, dataset_name, dataset_digest,"
                                        + " sealed_at, new_images, from_version, reason, wanted_at, correlation_id, request, key_id)"
                                        + " VALUES (:id, :model, :revision, :dataset, :name, :digest, :sealed, :images, :from, :reason,"
                                        + " :at, :correlation, CAST(:request AS jsonb), :key) ON CONFLICT DO NOTHING")
                        .bind("id", begun.id())
                        .bind("key", wanted.policy().keyId())
                        .bind("model", wanted.policy().model())
                        .bind("revision", wanted.policy().revision())
                        .bind("dataset", begun.datasetId())
                        .bind("name", wanted.datasetName())
                        .bind("digest", wanted.datasetDigest())
                        .bind("sealed", wanted.sealedAt())
                        .bind("images", begun.newImages())
                        .bind("from", begun.from())
                        .bind("reason", begun.reason())
                        .bind("at", begun.at())
                        .bind("correlation", wanted.correlationId())
                        .bind("request", Documents.text(wanted.request()))
                        .execute()
                == 1;
    }

    static List<PolicyTraining> begun(Handle handle, String model, int limit) {
        return handle.createQuery(
                        "SELECT * FROM policy_training WHERE model = :model ORDER BY wanted_at DESC, id LIMIT :limit")
                .bind("model", model)
                .bind("limit", limit)
                .map((row, context) -> readBegun(row))
                .list();
    }

    /** The last one that was begun on a dataset, unless a declaration since, or an erasure, has made it worth another. */
    static Optional<PolicyTraining> findSame(
            Handle handle, String model, long revision, String datasetId, String digest) {
        return handle.createQuery("SELECT * FROM policy_training WHERE model = :model AND dataset_id = :dataset"
                        + " AND (outcome IS NULL OR outcome = 'succeeded' OR revision = :revision AND dataset_digest = :digest)"
                        + " ORDER BY wanted_at DESC, id LIMIT 1")
                .bind("model", model)
                .bind("revision", revision)
                .bind("dataset", datasetId)
                .bind("digest", digest)
                .map((row, context) -> readBegun(row))
                .findOne();
    }

    static List<Open> open(Handle handle) {
        return handle.createQuery("SELECT p.*, o.tenant FROM policy_training p JOIN model_owner o ON o.name = p.model"
                        + " WHERE NOT ended ORDER BY wanted_at, id")
                .map((row, context) -> new Open(
                        readBegun(row),
                        Keys.whoever(handle, new Tenant(row.getString("tenant")), row.getString("key_id")),
                        row.getString("correlation_id"),
                        Documents.require(row, "request", TrainingRequest.class)))
                .list();
    }

    static void accepted(Handle handle, String id, String trainingId) {
        handle.createUpdate("UPDATE policy_training SET training_id = :training WHERE id = :id")
                .bind("id", id)
                .bind("training", trainingId)
                .execute();
    }

    static void refused(Handle handle, String id, Failure failure) {
        handle.createUpdate("UPDATE policy_training SET failure = CAST(:failure AS jsonb), outcome = :outcome,"
                        + " ended = true WHERE id = :id")
                .bind("id", id)
                .bind("failure", Documents.text(failure))
                .bind("outcome", PolicyTraining.REFUSED)
                .execute();
    }

    /** @param outcome absent while it goes on */
    static void spent(Handle handle, String id, double cpuSeconds, @Nullable String outcome) {
        handle.createUpdate(
                        "UPDATE policy_training SET cpu_seconds = greatest(cpu_seconds, :seconds), outcome = :outcome,"
                                + " ended = :outcome IS NOT NULL WHERE id = :id")
                .bind("id", id)
                .bind("seconds", cpuSeconds)
                .bind("outcome", outcome)
                .execute();
    }

    /** What was spent since a time, and when the first of it was. */
    record Spending(double cpuSeconds, @Nullable Instant first) {}

    static Spending spentSince(Handle handle, String model, Instant since) {
        return handle.createQuery("SELECT coalesce(sum(cpu_seconds), 0) AS seconds, min(wanted_at) AS first"
                        + " FROM policy_training WHERE model = :model AND wanted_at > :since AND cpu_seconds > 0")
                .bind("model", model)
                .bind("since", since)
                .map((row, context) -> new Spending(row.getDouble("seconds"), Documents.findTime(row, "first")))
                .one();
    }

    /**
     * Images that imports of datasets of a name, not their revisions, took in after the newest one was sealed of those that the model has learned from, or is learning from.
     *
     * @param served the dataset that what serves has learned from, if any
     */
    static long newImages(Handle handle, Tenant tenant, String model, String dataset, @Nullable String served) {
        return handle.createQuery("SELECT coalesce(sum(CASE WHEN command ->> 'baseId' IS NULL"
                        + " THEN CAST(documents -> 'sealed' -> 'counts' ->> 'train' AS bigint)"
                        + " + CAST(documents -> 'sealed' -> 'counts' ->> 'validation' AS bigint)"
                        + " + CAST(documents -> 'sealed' -> 'counts' ->> 'test' AS bigint)"
                        + " ELSE CAST(documents -> 'progress' ->> 'accepted' AS bigint) END), 0)"
                        + " FROM ledger WHERE tenant = :tenant AND kind = 'dataset' AND gone IS NULL AND state = 'succeeded'"
                        + " AND command ->> 'name' = :dataset AND command -> 'changes' IS NULL AND ended_at > coalesce(greatest("
                        + "(SELECT max(sealed_at) FROM policy_training WHERE model = :model AND dataset_name = :dataset"
                        + " AND (outcome IS NULL OR outcome = 'succeeded')),"
                        + " (SELECT ended_at FROM ledger WHERE tenant = :tenant AND kind = 'dataset' AND id = :served"
                        + " AND command ->> 'name' = :dataset)), '-infinity')")
                .bind("tenant", tenant.name())
                .bind("model", model)
                .bind("dataset", dataset)
                .bind("served", served)
                .mapTo(Long.class)
                .one();
    }

    private static Row read(ResultSet row) throws SQLException {
        return new Row(
                new Tenant(row.getString("tenant")),
                row.getString("key_id"),
                row.getString("model"),
                row.getLong("revision"),
                Documents.require(row, "document", TrainingPolicy.class),
                Documents.requireTime(row, "changed_at"));
    }

    private static PolicyTraining readBegun(ResultSet row) throws SQLException {
        int from = row.getInt("from_version");
        Integer version = row.wasNull() ? null : (Integer) from;
        String failure = row.getString("failure");
        return new PolicyTraining(
                row.getString("id"),
                row.getString("dataset_id"),
                row.getLong("new_images"),
                version,
                row.getString("reason"),
                Documents.requireTime(row, "wanted_at"),
                row.getString("training_id"),
                failure == null ? null : Documents.read(failure, Failure.class),
                row.getDouble("cpu_seconds"),
                row.getString("outcome"));
    }
}
