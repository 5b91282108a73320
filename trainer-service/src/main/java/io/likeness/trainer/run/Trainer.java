package io.likeness.trainer.run;

import io.likeness.contracts.Digests;
import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.LikenessException;
import io.likeness.contracts.model.ModelManifest;
import io.likeness.contracts.training.EpochCompleted;
import io.likeness.contracts.training.StartTraining;
import io.likeness.contracts.training.TrainingConfiguration;
import io.likeness.contracts.training.TrainingStarted;
import io.likeness.platform.jobs.Lease;
import io.likeness.platform.jobs.RunningJob;
import io.likeness.trainer.TrainerConfiguration;
import io.likeness.trainer.dataset.CachedDataset;
import io.likeness.trainer.dataset.DatasetCache;
import io.likeness.trainer.dataset.DatasetCheck;
import io.likeness.trainer.engine.EngineEvent.Completed;
import io.likeness.trainer.engine.EngineEvent.Crashed;
import io.likeness.trainer.engine.EngineEvent.EpochFinished;
import io.likeness.trainer.engine.EngineEvent.Failed;
import io.likeness.trainer.engine.EngineEvent.Started;
import io.likeness.trainer.engine.TrainingEngine;
import io.likeness.trainer.engine.TrainingSession;
import io.likeness.trainer.intake.TrainingJob;
import io.likeness.trainer.intake.TrainingTable;
import io.likeness.trainer.publication.TrainedModel;
import io.likeness.trainer.run.RunFolders.Kept;
import io.likeness.training.EpochReport;
import io.likeness.training.TrainingReport;
import io.likeness.training.TrainingRequest;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Trains on a dataset and publishes each epoch. When it returns, or throws, the engine has ended. */
@ApplicationScoped
public class Trainer {
    private static final List<String> ARTIFACTS =
            List.of(ModelManifest.DECODER, ModelManifest.ENCODER, ModelManifest.DENSITY, ModelManifest.REPORT);

    private final DatasetCache datasets;
    private final RunFolders folders;
    private final TrainingEngine engine;
    private final TrainingTable trainings;
    private final TrainerConfiguration configuration;

    public Trainer(
            DatasetCache datasets,
            RunFolders folders,
            TrainingEngine engine,
            TrainingTable trainings,
            TrainerConfiguration configuration) {
        this.datasets = datasets;
        this.folders = folders;
        this.engine = engine;
        this.trainings = trainings;
        this.configuration = configuration;
    }

    /**
     * Trains and keeps the model on disk.
     *
     * @throws LikenessException as {@link DatasetCache#prepare}; with the engine's code if it gave up; {@code CAPACITY_EXHAUSTED} if its
     *     process died and the run may be tried again, {@code TRAINING_FAILED} if not
     * @throws InterruptedException if the service stops or the lease is lost
     */
    Kept train(RunningJob job, TrainingJob training) throws InterruptedException {
        StartTraining command = training.command();
        TrainingConfiguration network = command.requireConfiguration();
        CachedDataset dataset = datasets.prepare(training.manifest(), command.datasetId(), network);
        Path output = folders.create(command.trainingId(), job.lease().fence());
        TrainingRequest request = dataset.request(network, output, replicas());
        try (TrainingSession session = engine.start(request)) {
            TrainingReport report = follow(job, session, dataset, command);
            TrainedModel model = new TrainedModel(
                    training.manifest().sha256(),
                    DatasetCheck.validationDigest(dataset.manifest()),
                    report,
                    digests(output));
            folders.keep(output, model);
            return new Kept(model, output);
        }
    }

    private TrainingReport follow(RunningJob job, TrainingSession session, CachedDataset dataset, StartTraining command)
            throws InterruptedException {
        Lease lease = job.lease();
        while (true) {
            switch (session.next()) {
                case Started started -> start(job, command, dataset, started);
                case EpochFinished epoch -> job.publishPatiently(completed(lease, command, epoch.report()));
                case Completed completed -> {
                    return completed.report();
                }
                case Failed failed ->
                    throw new LikenessException(
                            failed.failure().code(), failed.failure().message());
                case Crashed crashed -> throw crash(job, crashed);
            }
        }
    }

    private void start(RunningJob job, StartTraining command, CachedDataset dataset, Started started)
            throws InterruptedException {
        Lease lease = job.lease();
        TrainingStarted event = new TrainingStarted(
                lease.id(),
                lease.attempt(),
                command.epochs(),
                dataset.manifest().counts(),
                started.parameters(),
                null,
                null,
                null);
        job.transactPatiently(job.announcing(event).andThen(transaction -> trainings.start(transaction, lease.id())));
    }

    private LikenessException crash(RunningJob job, Crashed crashed) throws InterruptedException {
        String id = job.lease().id();
        AtomicInteger crashes = new AtomicInteger();
        job.transactPatiently(transaction -> crashes.set(trainings.countCrash(transaction, id)));
        boolean again = crashes.get() <= configuration.crashRetries();
        return new LikenessException(
                again ? ErrorCode.CAPACITY_EXHAUSTED : ErrorCode.TRAINING_FAILED,
                "%s; crashes so far: %d".formatted(crashed.reason(), crashes.get()));
    }

    private int replicas() {
        return configuration.replicas().orElseGet(TrainingRequest::defaultReplicas);
    }

    private static EpochCompleted completed(Lease lease, StartTraining command, EpochReport epoch) {
        return new EpochCompleted(
                lease.id(),
                lease.attempt(),
                epoch.epoch(),
                command.epochs(),
                epoch.trainLoss(),
                epoch.validationLoss(),
                epoch.imagesPerSecond(),
                epoch.seconds(),
                null,
                null);
    }

    private static Map<String, String> digests(Path output) {
        Map<String, String> digests = new TreeMap<>();
        for (String artifact : ARTIFACTS) {
            try {
                digests.put(artifact, Digests.sha256(output.resolve(artifact)));
            } catch (IOException e) {
                throw new LikenessException(
                        ErrorCode.TRAINING_FAILED, "output: expected " + artifact + ", found none that can be read", e);
            }
        }
        return digests;
    }
}
