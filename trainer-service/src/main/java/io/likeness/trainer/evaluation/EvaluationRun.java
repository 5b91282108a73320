package io.likeness.trainer.evaluation;

import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.Failure;
import io.likeness.contracts.Json;
import io.likeness.contracts.LikenessException;
import io.likeness.contracts.ObjectReference;
import io.likeness.contracts.evaluation.EvaluateVersions;
import io.likeness.contracts.evaluation.EvaluationFailed;
import io.likeness.contracts.evaluation.VersionsEvaluated;
import io.likeness.contracts.model.ModelManifest;
import io.likeness.contracts.model.ModelVersion;
import io.likeness.platform.jobs.JobHandler;
import io.likeness.platform.jobs.RunningJob;
import io.likeness.trainer.TrainerConfiguration;
import io.likeness.trainer.dataset.HeldOutFaces;
import io.likeness.trainer.dataset.SealedDatasets;
import io.likeness.trainer.engine.ComparisonEngine;
import io.likeness.trainer.publication.BaseVersions;
import io.likeness.training.protocol.ComparisonReport;
import io.likeness.training.protocol.ComparisonRequest;
import io.likeness.training.protocol.ComparisonUpdate;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An evaluation from its job to what was measured. Servers that are away are waited for within the configured patience. Safe for threads. */
@ApplicationScoped
class EvaluationRun implements JobHandler {
    private static final Logger LOG = LoggerFactory.getLogger(EvaluationRun.class);

    private static final String LOG_FILE = "comparison.log";

    /** Of all datasets together: enough for distances to settle. */
    private static final int FACES = 1_024;

    private final BaseVersions versions;
    private final SealedDatasets datasets;
    private final LearnedDatasets learnedDatasets;
    private final HeldOutFaces heldOut;
    private final ComparisonEngine engine;
    private final EvaluationFolder folders;
    private final TrainerConfiguration configuration;
    private final Clock clock = Clock.systemUTC();

    EvaluationRun(
            BaseVersions versions,
            SealedDatasets datasets,
            LearnedDatasets learnedDatasets,
            HeldOutFaces heldOut,
            ComparisonEngine engine,
            TrainerConfiguration configuration) {
        this.versions = versions;
        this.datasets = datasets;
        this.learnedDatasets = learnedDatasets;
        this.heldOut = heldOut;
        this.engine = engine;
        this.folders = new EvaluationFolder(configuration.workFolder().resolve("evaluations"));
        this.configuration = configuration;
    }

    @Override
    public Consumer<Handle> run(RunningJob job) throws InterruptedException {
        EvaluateVersions command = Json.decode(job.lease().payload(), EvaluateVersions.class);
        Instant begun = clock.instant();
        Path folder = folders.create(job.lease().id());
        try {
            ComparisonReport report = compared(job, command, folder);
            LOG.info(
                    "versions evaluated model={} candidate={} champion={} faces={} milliseconds={}",
                    command.candidate().name(),
                    command.candidate().version(),
                    command.champion().version(),
                    report.faces(),
                    Duration.between(begun, clock.instant()).toMillis());
            return job.announcing(new VersionsEvaluated(
                    command.evaluationId(),
                    report.judge(),
                    report.faces(),
                    report.samples(),
                    report.candidate(),
                    report.champion(),
                    report.differences(),
                    report.uncertainty()));
        } finally {
            folders.delete(folder);
        }
    }

    @Override
    public Consumer<Handle> failed(RunningJob job, LikenessException failure) {
        LOG.warn("versions not evaluated id={} cause={}", job.lease().id(), failure.getMessage());
        return job.announcing(new EvaluationFailed(job.lease().id(), Failure.of(failure)));
    }

    @Override
    public Consumer<Handle> cancelled(RunningJob job) {
        return failed(job, new LikenessException(ErrorCode.STATE_CONFLICT, "evaluation: cancelled"));
    }

    @Override
    public Consumer<Handle> expired(RunningJob job) {
        return failed(job, new LikenessException(ErrorCode.DEADLINE_EXCEEDED, "evaluation: not begun in time"));
    }

    @Override
    public boolean again(RunningJob job, LikenessException failure) {
        Instant since = job.trouble().failingSince();
        return failure.retriable() && (since == null || clock.instant().isBefore(since.plus(configuration.patience())));
    }

    /** Deletes what a killed process has left. */
    void clear() {
        folders.clear();
    }

    private ComparisonReport compared(RunningJob job, EvaluateVersions command, Path folder)
            throws InterruptedException {
        List<ComparisonRequest.RealSet> faces = faces(job, command, folder);
        ComparisonRequest request = new ComparisonRequest(
                fetched("candidate", command.candidate(), folder.resolve("candidate")),
                fetched("champion", command.champion(), folder.resolve("champion")),
                faces,
                folder.toString(),
                configuration
                        .judge()
                        .map(file -> file.toAbsolutePath().toString())
                        .orElse(null));
        ComparisonUpdate update = engine.compare(request, folder.resolve(LOG_FILE));
        for (int i = 0; i < configuration.crashRetries() && died(update); i++) {
            job.check();
            update = engine.compare(request, folder.resolve(LOG_FILE));
        }
        return switch (update) {
            case ComparisonUpdate.Compared(ComparisonReport report) -> report;
            case ComparisonUpdate.Failed(Failure failure) ->
                throw new LikenessException(failure.code(), failure.message());
        };
    }

    private static boolean died(ComparisonUpdate update) {
        return update instanceof ComparisonUpdate.Failed(Failure failure) && failure.retriable();
    }

    private List<ComparisonRequest.RealSet> faces(RunningJob job, EvaluateVersions command, Path folder)
            throws InterruptedException {
        List<String> own = Stream.of(command.candidate(), command.champion())
                .map(ModelVersion::datasetId)
                .distinct()
                .toList();
        Set<String> learned = new LinkedHashSet<>(learnedDatasets.of(command.candidate()));
        learned.addAll(learnedDatasets.of(command.champion()));
        List<ObjectReference> heldOutManifests = manifests(own);
        if (heldOutManifests.isEmpty()) {
            throw new LikenessException(
                    ErrorCode.DATASET_UNUSABLE, "datasets: expected one of the two versions' to be kept, found none");
        }
        try {
            List<ComparisonRequest.RealSet> sets =
                    heldOut.write(heldOutManifests, manifests(learned), FACES, folder, job::check);
            job.check();
            return requireFaces(sets);
        } catch (LikenessException e) {
            if (e.code() == ErrorCode.NOT_FOUND) {
                // It is being deleted, or sealed anew without an image; whoever does tells this service later.
                throw new LikenessException(
                        ErrorCode.MODEL_NOT_READY, "datasets: expected them to be kept: " + e.getMessage(), e);
            }
            throw e;
        }
    }

    private List<ObjectReference> manifests(Collection<String> datasetIds) {
        return datasetIds.stream().map(datasets::find).flatMap(Optional::stream).toList();
    }

    private static List<ComparisonRequest.RealSet> requireFaces(List<ComparisonRequest.RealSet> sets) {
        if (sets.isEmpty()) {
            throw new LikenessException(
                    ErrorCode.DATASET_UNUSABLE,
                    "datasets: expected faces from which neither version has learned, found none");
        }
        return sets;
    }

    /** What is wrong with one of the two says with which. */
    private ComparisonRequest.Version fetched(String which, ModelVersion version, Path folder) {
        try {
            ModelManifest manifest = versions.manifest(version);
            versions.fetch(manifest, folder);
            return new ComparisonRequest.Version(
                    folder.toString(),
                    manifest.channels(),
                    manifest.side(),
                    Optional.ofNullable(manifest.conditions()).orElse(List.of()));
        } catch (LikenessException e) {
            throw new LikenessException(
                    e.code(), "%s, version %d: %s".formatted(which, version.version(), e.getMessage()), e);
        }
    }
}
