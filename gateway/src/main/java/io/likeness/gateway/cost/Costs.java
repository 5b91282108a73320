package io.likeness.gateway.cost;

import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.LikenessException;
import io.likeness.contracts.model.TrainingCost;
import io.likeness.contracts.training.StartTraining;
import io.likeness.contracts.training.TrainingConfiguration;
import io.likeness.gateway.access.Principal;
import io.likeness.gateway.access.Quota;
import io.likeness.gateway.access.Tenant;
import io.likeness.gateway.ledger.EndListener;
import io.likeness.gateway.ledger.Job;
import io.likeness.gateway.ledger.JobKind;
import io.likeness.gateway.ledger.JobStatus;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * Estimates trainings by what others took here, counts what they cost, and refuses what a budget has no room for. What was spent stays counted when a training is
 * deleted. Safe for threads and for several gateways.
 */
@Singleton
public class Costs implements EndListener {
    static final double SECONDS_AN_HOUR = 3600;

    private final Jdbi jdbi;
    private final CostConfiguration configuration;

    public Costs(Jdbi jdbi, CostConfiguration configuration) {
        this.jdbi = jdbi;
        this.configuration = configuration;
    }

    /** @param images that it trains on */
    public TrainingEstimate estimate(Handle handle, TrainingConfiguration network, long images) {
        return known(estimate(handle, Work.of(network, images))).withLeft(findLeft(handle));
    }

    /**
     * Writes down what a training is expected to cost, within the transaction that accepts it.
     *
     * @param images that it trains on; absent while its dataset is imported
     * @throws LikenessException {@code QUOTA_EXCEEDED} where what is left of the budget, or of the hours of the key that asks, is less than the estimate, or where
     *     there is such a limit and no estimate can be made
     */
    public void accept(Handle transaction, Principal asking, StartTraining command, @Nullable Long images) {
        // The key's lock before everybody's, as whoever accepts a job of it has that already.
        if (Quota.CPU_HOURS.limits(asking)) {
            Quota.CPU_HOURS.require(
                    transaction,
                    asking,
                    known(estimate(transaction, work(command, images))).cpuSeconds() / SECONDS_AN_HOUR,
                    key -> TrainedHours.ofKey(transaction, key));
        }
        OptionalDouble budget = configuration.monthlyBudget();
        if (budget.isPresent()) {
            CostTable.lock(transaction);
            double left = left(transaction, budget.getAsDouble());
            requireLeft(known(acceptAnyway(transaction, asking, command, images)), left);
        } else {
            acceptAnyway(transaction, asking, command, images);
        }
    }

    /** As {@link #accept}, of what has to be trained whatever it costs; answers the estimate, where there can be one. */
    public @Nullable TrainingEstimate acceptAnyway(
            Handle transaction, Principal asking, StartTraining command, @Nullable Long images) {
        Work work = work(command, images);
        TrainingEstimate estimate = estimate(transaction, work);
        CostTable.add(transaction, asking, command, work, estimate);
        return estimate;
    }

    /** @param cpuSeconds that a training has taken so far */
    public void running(Handle transaction, String trainingId, double cpuSeconds) {
        CostTable.running(transaction, trainingId, cpuSeconds, cpuSeconds * coreSecond());
    }

    /**
     * @param metrics as the trainer measured them
     * @param whole whether all epochs were trained
     */
    public void completed(Handle transaction, String trainingId, Map<String, Double> metrics, boolean whole) {
        double cpuSeconds = metrics.getOrDefault(TrainingCost.CPU_SECONDS, 0.0);
        CostTable.completed(
                transaction,
                trainingId,
                cpuSeconds,
                metrics.getOrDefault(TrainingCost.WALL_SECONDS, 0.0),
                metrics.getOrDefault(TrainingCost.COST, cpuSeconds * coreSecond()),
                whole);
    }

    @Override
    public void ended(Handle transaction, Tenant tenant, JobKind kind, String id, JobStatus end, Supplier<Job> ended) {
        if (kind == JobKind.TRAINING) {
            CostTable.ended(transaction, id);
        }
    }

    /** Of this month, so far. */
    Spending spending(Tenant tenant) {
        YearMonth month = month();
        return jdbi.withHandle(
                handle -> spending(month, CostTable.ofModels(handle, tenant, begin(month)), findLeft(handle)));
    }

    private Spending spending(YearMonth month, List<CostTable.OfModel> models, @Nullable Double left) {
        OptionalDouble budget = configuration.monthlyBudget();
        double cost = models.stream().mapToDouble(CostTable.OfModel::cost).sum();
        return new Spending(
                begin(month),
                begin(month.plusMonths(1)),
                configuration.currency(),
                models.stream().mapToInt(CostTable.OfModel::trainings).sum(),
                models.stream().mapToDouble(CostTable.OfModel::cpuHours).sum(),
                cost,
                models.stream().mapToDouble(CostTable.OfModel::counted).sum() - cost,
                budget.isEmpty() ? null : (Double) budget.getAsDouble(),
                left,
                models.stream()
                        .map(one -> new Spending.OfModel(one.model(), one.trainings(), one.cpuHours(), one.cost()))
                        .toList());
    }

    private static @Nullable Work work(StartTraining command, @Nullable Long images) {
        return images == null ? null : Work.of(command.requireConfiguration(), images);
    }

    private @Nullable TrainingEstimate estimate(Handle handle, @Nullable Work work) {
        return work == null
                ? null
                : CostTable.experience(handle, work.network()).estimate(work, coreSecond(), configuration.currency());
    }

    private @Nullable Double findLeft(Handle handle) {
        OptionalDouble budget = configuration.monthlyBudget();
        return budget.isEmpty() ? null : (Double) left(handle, budget.getAsDouble());
    }

    private double left(Handle handle, double budget) {
        return Math.max(0, budget - CostTable.counted(handle, beginOfMonth()));
    }

    private static TrainingEstimate known(@Nullable TrainingEstimate estimate) {
        if (estimate == null) {
            throw new LikenessException(
                    ErrorCode.QUOTA_EXCEEDED,
                    "datasetId: expected a dataset that is sealed, as trainings are limited and the estimate follows from its"
                            + " images, found one that is not");
        }
        return estimate;
    }

    private void requireLeft(TrainingEstimate estimate, double left) {
        if (estimate.cost() > left) {
            throw new LikenessException(
                    ErrorCode.QUOTA_EXCEEDED,
                    String.format(
                            Locale.ROOT,
                            "training: expected one that is estimated to cost at most %.4f %s, which is left of the budget until"
                                    + " %s, found %.4f %s",
                            left,
                            configuration.currency(),
                            begin(month().plusMonths(1)),
                            estimate.cost(),
                            configuration.currency()));
        }
    }

    private double coreSecond() {
        return configuration.coreHour() / SECONDS_AN_HOUR;
    }

    static Instant beginOfMonth() {
        return begin(month());
    }

    private static YearMonth month() {
        return YearMonth.now(ZoneOffset.UTC);
    }

    private static Instant begin(YearMonth month) {
        return month.atDay(1).atStartOfDay(ZoneOffset.UTC).toInstant();
    }
}
