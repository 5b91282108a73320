package io.likeness.gateway.policy;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.Failure;
import io.likeness.contracts.LikenessException;
import io.likeness.contracts.Require;
import io.likeness.contracts.model.ModelName;
import io.likeness.contracts.model.ModelVersion;
import io.likeness.contracts.retraining.RetrainingWanted;
import io.likeness.gateway.access.Principal;
import io.likeness.gateway.access.Tenant;
import io.likeness.gateway.dataset.Dataset;
import io.likeness.gateway.ledger.Job;
import io.likeness.gateway.ledger.JobKind;
import io.likeness.gateway.ledger.Ledger;
import io.likeness.gateway.model.ModelOwners;
import io.likeness.gateway.model.Models;
import io.likeness.gateway.policy.PolicyDetails.PolicyTraining;
import io.likeness.gateway.policy.PolicyTable.Row;
import io.likeness.gateway.policy.PolicyTable.Spending;
import io.likeness.gateway.policy.PolicyTable.Wanted;
import io.likeness.gateway.policy.TrainingPolicy.Start;
import io.likeness.platform.events.Outbox;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps policies, and finds what each of them wants. Safe for threads and for several gateways. */
@Singleton
public class Policies {
    private static final Logger LOG = LoggerFactory.getLogger(Policies.class);
    private static final int MOST_LISTED = 50;
    private static final double SECONDS_AN_HOUR = Duration.ofHours(1).toSeconds();

    private final Jdbi jdbi;
    private final Ledger ledger;
    private final Models models;
    private final Outbox outbox;

    public Policies(Jdbi jdbi, Ledger ledger, Models models, Outbox outbox) {
        this.jdbi = jdbi;
        this.ledger = ledger;
        this.models = models;
        this.outbox = outbox;
    }

    /**
     * Declares a model's policy in place of the one before; the model need not exist yet, and is the tenant's from then on. What it begins counts for the key of
     * whoever asks.
     *
     * @param revision of the one before, 0 for none; absent: whichever it is
     * @throws LikenessException {@code STATE_CONFLICT} where the model is another tenant's, or the revision another by now
     */
    PolicyDetails put(Principal asking, ModelName name, TrainingPolicy policy, @Nullable Long revision) {
        String model = name.value();
        jdbi.useTransaction(transaction -> {
            long before = PolicyTable.lock(transaction, model);
            ModelOwners.claim(transaction, asking.tenant(), "name", model);
            Require.newest(before, revision);
            PolicyTable.put(transaction, model, before + 1, policy, asking.keyId());
        });
        ledger.wake();
        return require(asking.tenant(), name);
    }

    /** @throws LikenessException {@code NOT_FOUND} */
    PolicyDetails require(Tenant tenant, ModelName name) {
        return jdbi.inTransaction(transaction -> {
            Row row = PolicyTable.find(transaction, name.value())
                    .filter(found -> found.tenant().equals(tenant))
                    .orElseThrow(() -> absent(name));
            PolicyFacts known = known(transaction, row, newest(transaction, row));
            return new PolicyDetails(
                    row.model(),
                    row.revision(),
                    row.changedAt(),
                    row.policy(),
                    Standing.of(row.policy(), known, Instant.now()),
                    known.cpuHours(),
                    PolicyTable.begun(transaction, row.model(), MOST_LISTED));
        });
    }

    /** Ends it; trainings that it began go on. Deleting again changes nothing. */
    void delete(Tenant tenant, ModelName name) {
        jdbi.useTransaction(transaction -> {
            if (ModelOwners.has(transaction, tenant, name.value())) {
                PolicyTable.lock(transaction, name.value());
                PolicyTable.delete(transaction, name.value());
            }
        });
    }

    List<String> models() {
        return jdbi.withHandle(PolicyTable::models);
    }

    /** Whether the policy of a model wants a training now, which is told and written down then. */
    boolean decide(String model) {
        return jdbi.inTransaction(transaction -> {
            PolicyTable.lock(transaction, model);
            return PolicyTable.find(transaction, model)
                    .flatMap(row -> wanted(transaction, row))
                    .filter(wanted -> PolicyTable.add(transaction, wanted))
                    .map(wanted -> announced(transaction, wanted))
                    .isPresent();
        });
    }

    private Optional<Wanted> wanted(Handle transaction, Row row) {
        Optional<Job> newest = newest(transaction, row);
        PolicyFacts known = known(transaction, row, newest);
        Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
        Standing standing = Standing.of(row.policy(), known, now);
        return newest.filter(dataset -> standing.state() == Standing.State.WANTS_TRAINING)
                .map(dataset -> wanted(transaction, row, dataset, known.newImages(), standing.reason(), now));
    }

    private Wanted wanted(Handle transaction, Row row, Job dataset, long newImages, String reason, Instant now) {
        Integer from = row.policy().from() == Start.SCRATCH
                ? null
                : models.findServed(transaction, row.model())
                        .map(ModelVersion::version)
                        .orElse(null);
        String digest = digest(dataset);
        String same = String.join("/", row.model(), dataset.id(), digest, Long.toString(row.revision()));
        String id = UUID.nameUUIDFromBytes(same.getBytes(UTF_8)).toString();
        Instant sealedAt = dataset.times().endedAt();
        return new Wanted(
                row,
                new PolicyTraining(id, dataset.id(), newImages, from, reason, now, null, null, 0, null),
                row.policy().dataset(),
                digest,
                sealedAt == null ? now : sealedAt,
                dataset.correlationId(),
                row.policy().training().on(dataset.id(), row.model(), from));
    }

    /** Of its manifest as it is now. */
    private static String digest(Job dataset) {
        return Objects.requireNonNull(Dataset.of(dataset).digest(), "expected a sealed dataset");
    }

    private Wanted announced(Handle transaction, Wanted wanted) {
        PolicyTraining begun = wanted.begun();
        LOG.info(
                "training wanted model={} dataset={} reason={}",
                wanted.policy().model(),
                begun.datasetId(),
                begun.reason());
        outbox.add(
                transaction,
                new RetrainingWanted(
                        wanted.policy().model(),
                        begun.id(),
                        wanted.policy().revision(),
                        begun.datasetId(),
                        begun.newImages(),
                        begun.from(),
                        begun.reason()),
                wanted.correlationId());
        return wanted;
    }

    private Optional<Job> newest(Handle transaction, Row row) {
        return ledger.holdNewest(
                transaction, row.tenant(), JobKind.DATASET, row.policy().dataset());
    }

    private PolicyFacts known(Handle transaction, Row row, Optional<Job> newest) {
        String model = row.model();
        String datasetId = newest.map(Job::id).orElse(null);
        List<PolicyTraining> begun = PolicyTable.begun(transaction, model, MOST_LISTED);
        Optional<PolicyTraining> same = newest.flatMap(
                dataset -> PolicyTable.findSame(transaction, model, row.revision(), dataset.id(), digest(dataset)));
        Optional<ModelVersion> served = models.findServed(transaction, model);
        String servedDataset = served.map(ModelVersion::datasetId).orElse(null);
        Instant since = Instant.now().minus(Duration.ofDays(row.policy().budgetDays()));
        Spending spending = PolicyTable.spentSince(transaction, model, since);
        return new PolicyFacts(
                datasetId,
                same.filter(PolicyTraining::succeeded).isPresent()
                        || datasetId != null && datasetId.equals(servedDataset),
                same.filter(training -> !training.ended()).map(Policies::name).orElse(null),
                same.filter(training -> training.ended() && !training.succeeded())
                        .map(Policies::ended)
                        .orElse(null),
                PolicyTable.newImages(
                        transaction, row.tenant(), model, row.policy().dataset(), servedDataset),
                begun.stream()
                        .filter(training -> !training.ended())
                        .map(Policies::name)
                        .findFirst()
                        .orElse(null),
                begun.isEmpty() ? null : begun.getFirst().at(),
                spending.cpuSeconds() / SECONDS_AN_HOUR,
                spending.first() == null
                        ? null
                        : spending.first().plus(Duration.ofDays(row.policy().budgetDays())),
                served.isEmpty() && models.serves(transaction, model));
    }

    private static String name(PolicyTraining training) {
        return training.trainingId() == null ? training.id() : training.trainingId();
    }

    private static String ended(PolicyTraining training) {
        Failure failure = training.failure();
        return failure == null
                ? "training %s on the newest dataset has ended: %s".formatted(name(training), training.outcome())
                : "a training on the newest dataset was refused: " + failure.message();
    }

    private static LikenessException absent(ModelName name) {
        return new LikenessException(
                ErrorCode.NOT_FOUND, "model: expected one that has a policy, found '" + name.value() + "'");
    }
}
