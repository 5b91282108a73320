package io.likeness.trainer.run;

import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.LikenessException;
import io.likeness.contracts.training.EpochCompleted;
import io.likeness.contracts.training.EpochMeasures;
import io.likeness.contracts.training.TrainingConfiguration;
import io.likeness.contracts.training.TrainingFilm;
import io.likeness.contracts.training.TrainingStarted;
import io.likeness.trainer.TrainerConfiguration;
import io.likeness.trainer.engine.EngineEvent.Started;
import io.likeness.trainer.intake.TrainingTable;
import io.likeness.training.protocol.EpochReport;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes down and announces what an attempt comes to, as long as it has its lease. Safe for threads. */
@ApplicationScoped
class Progress {
    private static final Logger LOG = LoggerFactory.getLogger(Progress.class);

    private final TrainingTable trainings;
    private final ProgressTable table;
    private final Films films;
    private final Checkpoints checkpoints;
    private final TrainingMeters meters;
    private final TrainerConfiguration configuration;

    Progress(
            TrainingTable trainings,
            ProgressTable table,
            Films films,
            Checkpoints checkpoints,
            TrainingMeters meters,
            TrainerConfiguration configuration) {
        this.trainings = trainings;
        this.table = table;
        this.films = films;
        this.checkpoints = checkpoints;
        this.meters = meters;
        this.configuration = configuration;
    }

    /** A ledger that begins now, on top of what earlier attempts have spent. */
    CostLedger ledger(String trainingId) {
        return new CostLedger(table.spending(trainingId), Clock.systemUTC());
    }

    void started(Attempt attempt, Started started) throws InterruptedException {
        TrainingConfiguration network = attempt.command().requireConfiguration();
        TrainingStarted event = new TrainingStarted(
                attempt.id(),
                attempt.job().lease().attempt(),
                network.allEpochs(),
                attempt.dataset().manifest().counts(),
                started.parameters(),
                started.device(),
                attempt.resumed() ? started.resumedAfterEpoch() : null,
                Prices.of(configuration.price())
                        .estimate(
                                started,
                                network,
                                attempt.images(),
                                attempt.request().replicas())
                        .orElse(null));
        attempt.job().transactPatiently(attempt.job().announcing(event).andThen(transaction -> {
            trainings.start(transaction, attempt.id());
            attempt.job().inTime(transaction);
        }));
        LOG.info(
                "training started id={} attempt={} epochs={} images={} parameters={} device={}",
                attempt.id(),
                event.attempt(),
                network.allEpochs(),
                attempt.images(),
                started.parameters(),
                started.device());
    }

    /** Stores the film before the event that refers to it, and deletes the former one after it. */
    void epoch(Attempt attempt, EpochReport report) throws InterruptedException {
        meters.epoch(attempt, report, attempt.ledger().cpuSecondsOf(report));
        Optional<TrainingFilm> film = films.store(attempt, report.epoch());
        AtomicReference<@Nullable TrainingFilm> replaced = new AtomicReference<>();
        EpochCompleted event = completed(attempt, report, film);
        attempt.job().transactPatiently(attempt.job().announcing(event).andThen(transaction -> {
            table.spending(transaction, attempt.id(), attempt.ledger().spent());
            replaced.set(film.flatMap(stored -> replace(transaction, attempt, stored))
                    .orElse(null));
        }));
        Optional.ofNullable(replaced.get()).ifPresent(films::discard);
    }

    /** Stores a file of the attempt's as {@link Checkpoints#store}. */
    void checkpoint(Attempt attempt, String file) throws InterruptedException {
        checkpoints.store(attempt, file);
    }

    /** Counts the death of an engine; returns what the run fails with. */
    LikenessException crash(Attempt attempt, String reason) throws InterruptedException {
        AtomicInteger crashes = new AtomicInteger();
        attempt.job().transactPatiently(transaction -> crashes.set(trainings.countCrash(transaction, attempt.id())));
        boolean again = crashes.get() <= configuration.crashRetries();
        return new LikenessException(
                again ? ErrorCode.CAPACITY_EXHAUSTED : ErrorCode.TRAINING_FAILED,
                "%s; crashes so far: %d".formatted(reason, crashes.get()));
    }

    private Optional<TrainingFilm> replace(Handle transaction, Attempt attempt, TrainingFilm film) {
        return table.film(transaction, attempt.id(), film)
                .filter(old -> !old.strip().key().equals(film.strip().key()));
    }

    private static EpochCompleted completed(Attempt attempt, EpochReport epoch, Optional<TrainingFilm> film) {
        return new EpochCompleted(
                attempt.id(),
                attempt.job().lease().attempt(),
                epoch.epoch(),
                attempt.command().requireConfiguration().allEpochs(),
                epoch.trainLoss(),
                epoch.validationLoss(),
                epoch.imagesPerSecond(),
                epoch.seconds(),
                new EpochMeasures(
                        epoch.trainTerms(),
                        epoch.validationTerms(),
                        epoch.learningRate(),
                        epoch.etaSeconds(),
                        epoch.cpuSeconds(),
                        epoch.peakMemoryBytes()),
                film.orElse(null));
    }
}
