package io.likeness.gateway.cost;

import io.likeness.contracts.training.StartTraining;
import io.likeness.gateway.access.Principal;
import io.likeness.gateway.access.Tenant;
import io.likeness.gateway.cost.Experience.Taken;
import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Rows of what trainings take; they stay when a training is deleted. Stateless. */
final class CostTable {
    private static final double SECONDS_AN_HOUR = 3600;

    /** Of these an estimate is made. */
    private static final int MOST_TAKEN = 50;

    /** What a training counts for: what it has cost; while it goes on, no less than it is estimated to. */
    private static final String COUNTED =
            "CASE WHEN ended_at IS NULL THEN greatest(cost, coalesce(estimated_cost, 0)) ELSE cost END";

    private CostTable() {}

    /** Keeps others from accepting trainings until the transaction ends. */
    static void lock(Handle transaction) {
        transaction
                .createQuery("SELECT pg_advisory_xact_lock(hashtextextended('training costs', 0)) IS NULL")
                .mapTo(Boolean.class)
                .one();
    }

    /** @param estimate absent while the dataset's size is not known */
    static void add(
            Handle transaction,
            Principal asking,
            StartTraining command,
            @Nullable Work work,
            @Nullable TrainingEstimate estimate) {
        transaction
                .createUpdate("INSERT INTO training_cost (training_id, tenant, model, accepted_at, network, operations,"
                        + " estimated_cost, estimated_cpu_seconds, key_id) VALUES (:id, :tenant, :model, now(), :network, :operations,"
                        + " :estimated, :seconds, :key)")
                .bind("id", command.trainingId())
                .bind("tenant", asking.tenant().name())
                .bind("key", asking.keyId())
                .bind("model", command.modelName())
                .bind("network", work == null ? null : work.network())
                .bind("operations", work == null ? null : (Double) work.operations())
                .bind("estimated", estimate == null ? null : (Double) estimate.cost())
                .bind("seconds", estimate == null ? null : (Double) estimate.cpuSeconds())
                .execute();
    }

    static void running(Handle transaction, String trainingId, double cpuSeconds, double cost) {
        transaction
                .createUpdate("UPDATE training_cost SET cpu_seconds = greatest(cpu_seconds, :cpu),"
                        + " cost = greatest(cost, :cost) WHERE training_id = :id AND ended_at IS NULL")
                .bind("id", trainingId)
                .bind("cpu", cpuSeconds)
                .bind("cost", cost)
                .execute();
    }

    /** @param whole whether all epochs were trained */
    static void completed(
            Handle transaction, String trainingId, double cpuSeconds, double seconds, double cost, boolean whole) {
        transaction
                .createUpdate("UPDATE training_cost SET cpu_seconds = :cpu, seconds = :seconds, cost = :cost,"
                        + " whole = :whole WHERE training_id = :id AND ended_at IS NULL")
                .bind("id", trainingId)
                .bind("cpu", cpuSeconds)
                .bind("seconds", seconds)
                .bind("cost", cost)
                .bind("whole", whole)
                .execute();
    }

    static void ended(Handle transaction, String trainingId) {
        transaction
                .createUpdate("UPDATE training_cost SET ended_at = now() WHERE training_id = :id AND ended_at IS NULL")
                .bind("id", trainingId)
                .execute();
    }

    /** Those of a network first, where there are any, the latest first; an hour of whoever's processor is as long. */
    static Experience experience(Handle handle, String network) {
        return new Experience(handle.createQuery(
                        "SELECT network, operations, cpu_seconds, seconds, cost FROM training_cost"
                                + " WHERE whole AND operations > 0 AND cpu_seconds > 0 AND seconds > 0 ORDER BY (network = :network) DESC, ended_at DESC NULLS FIRST LIMIT :most")
                .bind("network", network)
                .bind("most", MOST_TAKEN)
                .map((row, context) -> new Taken(
                        row.getString("network"),
                        row.getDouble("operations"),
                        row.getDouble("cpu_seconds"),
                        row.getDouble("seconds"),
                        row.getDouble("cost")))
                .list());
    }

    /** What all tenants' trainings that were accepted since a moment count for. */
    static double counted(Handle handle, Instant since) {
        return handle.createQuery(
                        "SELECT coalesce(sum(" + COUNTED + "), 0) FROM training_cost WHERE accepted_at >= :since")
                .bind("since", since)
                .mapTo(Double.class)
                .one();
    }

    /** Processor seconds that a key's trainings which were accepted since a moment have taken; one that goes on, no less than it is estimated to. */
    static double countedSeconds(Handle handle, String keyId, Instant since) {
        return handle.createQuery("SELECT coalesce(sum(CASE WHEN ended_at IS NULL"
                        + " THEN greatest(cpu_seconds, coalesce(estimated_cpu_seconds, 0)) ELSE cpu_seconds END), 0)"
                        + " FROM training_cost WHERE key_id = :key AND accepted_at >= :since")
                .bind("key", keyId)
                .bind("since", since)
                .mapTo(Double.class)
                .one();
    }

    static List<OfModel> ofModels(Handle handle, Tenant tenant, Instant since) {
        return handle.createQuery(
                        "SELECT model, count(*) AS trainings, sum(cpu_seconds) AS cpu_seconds, sum(cost) AS cost,"
                                + " sum(" + COUNTED
                                + ") AS counted FROM training_cost WHERE tenant = :tenant AND accepted_at >= :since"
                                + " GROUP BY model ORDER BY cost DESC, model")
                .bind("tenant", tenant.name())
                .bind("since", since)
                .map((row, context) -> new OfModel(
                        row.getString("model"),
                        row.getInt("trainings"),
                        row.getDouble("cpu_seconds") / SECONDS_AN_HOUR,
                        row.getDouble("cost"),
                        row.getDouble("counted")))
                .list();
    }

    /** @param counted the cost, with what is still expected */
    record OfModel(String model, int trainings, double cpuHours, double cost, double counted) {}
}
