package io.likeness.trainer.run;

import io.likeness.contracts.dataset.Split;
import io.likeness.contracts.training.FineTuning;
import io.likeness.contracts.training.StartTraining;
import io.likeness.contracts.training.TrainingConfiguration;
import io.likeness.platform.jobs.RunningJob;
import io.likeness.trainer.TrainerConfiguration;
import io.likeness.trainer.dataset.CachedDataset;
import io.likeness.trainer.dataset.DatasetCache;
import io.likeness.trainer.intake.TrainingJob;
import io.likeness.trainer.publication.BaseVersions;
import io.likeness.training.protocol.MemoryEstimate;
import io.likeness.training.protocol.TrainingRequest;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Brings to the local disk what an attempt trains with: its dataset, its last checkpoint, the version that it starts from. */
@ApplicationScoped
class Preparation {
    private final DatasetCache datasets;
    private final RunFolders folders;
    private final Checkpoints checkpoints;
    private final BaseVersions bases;
    private final TrainerConfiguration configuration;

    Preparation(
            DatasetCache datasets,
            RunFolders folders,
            Checkpoints checkpoints,
            BaseVersions bases,
            TrainerConfiguration configuration) {
        this.datasets = datasets;
        this.folders = folders;
        this.checkpoints = checkpoints;
        this.bases = bases;
        this.configuration = configuration;
    }

    /**
     * Prepares an attempt in an empty folder of its own.
     *
     * @param ledger counts what is read
     * @throws InterruptedException if the training is cancelled, the service stops or the lease is lost
     * @throws io.likeness.contracts.LikenessException {@code IMPOSSIBLE_CONFIGURATION} if it would not fit into the child's memory, and as {@link DatasetCache#prepare}, {@link Checkpoints#fetch} and
     *     {@link BaseVersions#fetch}
     */
    Attempt prepare(RunningJob job, TrainingJob training, CostLedger ledger) throws InterruptedException {
        StartTraining command = training.command();
        TrainingConfiguration network = command.requireConfiguration();
        int replicas = configuration.replicas().orElseGet(TrainingRequest::defaultReplicas);
        // Most of what does not fit is known before the dataset is fetched, the latents of its images afterwards.
        requireMemory(network, replicas, 0);
        CachedDataset dataset = datasets.prepare(training.manifest(), command.datasetId(), network, job::check);
        requireMemory(network, replicas, dataset.manifest().counts().train());
        ledger.read(dataset.bytes());
        Path output = folders.create(command.trainingId(), job.lease().fence()).toAbsolutePath();
        TrainingRequest request = new TrainingRequest(
                network,
                dataset.cacheFile(Split.TRAIN),
                dataset.cacheFile(Split.VALIDATION),
                dataset.cacheFile(Split.TEST),
                output.toString(),
                replicas,
                TrainingRequest.DEFAULT_MIXTURE_COMPONENTS,
                configuration.device(),
                Math.toIntExact(configuration.checkpointInterval().toSeconds()),
                checkpoints
                        .fetch(command.trainingId(), output, ledger)
                        .map(Path::toString)
                        .orElse(null),
                base(command.fineTuning(), network, output, ledger),
                configuration
                        .judge()
                        .map(file -> file.toAbsolutePath().toString())
                        .orElse(null));
        job.check();
        return new Attempt(job, training, dataset, request, ledger);
    }

    private void requireMemory(TrainingConfiguration network, int replicas, long trainImages) {
        new MemoryEstimate(network, replicas, trainImages)
                .require(
                        configuration.childHeap().asLongValue(),
                        configuration.childOffHeap().asLongValue());
    }

    private TrainingRequest.@Nullable Base base(
            @Nullable FineTuning fineTuning, TrainingConfiguration network, Path output, CostLedger ledger)
            throws InterruptedException {
        if (fineTuning == null) {
            return null;
        }
        BaseVersions.Fetched base = bases.fetch(fineTuning, network, output.resolve("base"));
        ledger.read(base.bytes());
        return new TrainingRequest.Base(
                base.encoder().toString(),
                base.decoder().toString(),
                base.density().toString(),
                fineTuning.frozen());
    }
}
