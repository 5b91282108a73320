package io.likeness.trainer.run;

import io.likeness.contracts.Digests;
import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.LikenessException;
import io.likeness.contracts.model.ModelManifest;
import io.likeness.platform.jobs.RunningJob;
import io.likeness.trainer.TrainerConfiguration;
import io.likeness.trainer.dataset.DatasetCheck;
import io.likeness.trainer.engine.TrainingEngine;
import io.likeness.trainer.engine.TrainingSession;
import io.likeness.trainer.intake.TrainingJob;
import io.likeness.trainer.publication.TrainedModel;
import io.likeness.trainer.run.RunFolders.Kept;
import io.likeness.training.protocol.Metrics;
import io.likeness.training.protocol.TrainingReport;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Has the engine train and tells each step. When it returns, or throws, the engine has ended. */
@ApplicationScoped
class Trainer {
    private static final Logger LOG = LoggerFactory.getLogger(Trainer.class);
    private static final List<String> ARTIFACTS =
            List.of(ModelManifest.DECODER, ModelManifest.ENCODER, ModelManifest.DENSITY, ModelManifest.REPORT);
    /** A dataset may have no labels, a set of very few faces has no evaluation, and a network may have no film. */
    private static final List<String> OPTIONAL =
            List.of(ModelManifest.DIRECTIONS, ModelManifest.EVALUATION, ModelManifest.FILM_STRIP, ModelManifest.FILM);

    private final Preparation preparation;
    private final TrainingEngine engine;
    private final RunFolders folders;
    private final Progress progress;
    private final TrainingMeters meters;
    private final TrainerConfiguration configuration;

    Trainer(
            Preparation preparation,
            TrainingEngine engine,
            RunFolders folders,
            Progress progress,
            TrainingMeters meters,
            TrainerConfiguration configuration) {
        this.preparation = preparation;
        this.engine = engine;
        this.folders = folders;
        this.progress = progress;
        this.meters = meters;
        this.configuration = configuration;
    }

    /** Trains and keeps the model on disk; throws as {@link Preparation#prepare} and {@link Conversation#listen}. */
    Kept train(RunningJob job, TrainingJob training) throws InterruptedException {
        CostLedger ledger = progress.ledger(job.lease().id());
        Attempt attempt = preparation.prepare(job, training, ledger);
        meters.begun();
        try {
            return trained(job, attempt);
        } finally {
            meters.ended();
        }
    }

    private Kept trained(RunningJob job, Attempt attempt) throws InterruptedException {
        try (Sideline sideline = new Sideline(attempt.job().lease().correlationId());
                TrainingSession session = engine.start(attempt.request())) {
            TrainingReport report =
                    new Conversation(attempt, session, sideline, progress).listen(configuration.suspension());
            Path output = Path.of(attempt.request().output());
            Map<String, Double> costs =
                    attempt.ledger().metrics(report, attempt.images(), Prices.of(configuration.price()));
            TrainedModel model = new TrainedModel(
                    attempt.training().manifest().sha256(),
                    DatasetCheck.validationDigest(attempt.dataset().manifest()),
                    attempt.dataset().manifest().frame(),
                    report,
                    costs,
                    digests(output));
            folders.keep(output, model);
            // What is trained is waited for anew, however long it took to come here.
            job.transactPatiently(job::progressed);
            LOG.info(
                    "training finished id={} epochs={} cpuSeconds={} wallSeconds={} cost={}",
                    attempt.id(),
                    report.epochs().size(),
                    costs.get(Metrics.CPU_SECONDS),
                    costs.get(Metrics.WALL_SECONDS),
                    costs.get(Metrics.COST));
            return new Kept(model, output);
        }
    }

    private static Map<String, String> digests(Path output) {
        Map<String, String> digests = new TreeMap<>();
        ARTIFACTS.forEach(artifact -> digests.put(artifact, digest(output, artifact)));
        OPTIONAL.stream()
                .filter(artifact -> Files.isRegularFile(output.resolve(artifact)))
                .forEach(artifact -> digests.put(artifact, digest(output, artifact)));
        return digests;
    }

    private static String digest(Path output, String artifact) {
        try {
            return Digests.sha256(output.resolve(artifact));
        } catch (IOException e) {
            throw new LikenessException(
                    ErrorCode.TRAINING_FAILED, "output: expected " + artifact + ", found none that can be read", e);
        }
    }
}
