package io.likeness.training.run;

import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.Json;
import io.likeness.contracts.LikenessException;
import io.likeness.contracts.model.ModelManifest;
import io.likeness.contracts.training.AdversarialStage;
import io.likeness.contracts.training.TrainingConfiguration;
import io.likeness.latents.LatentDensity;
import io.likeness.training.data.Batch;
import io.likeness.training.data.BatchSource;
import io.likeness.training.data.ImageCache;
import io.likeness.training.data.ImageOrder;
import io.likeness.training.data.ImageSplits;
import io.likeness.training.data.LabelSplits;
import io.likeness.training.export.OnnxExport;
import io.likeness.training.judge.Judge;
import io.likeness.training.network.Parameters;
import io.likeness.training.protocol.CacheFile;
import io.likeness.training.protocol.EpochReport;
import io.likeness.training.protocol.TrainingReport;
import io.likeness.training.protocol.TrainingRequest;
import io.likeness.training.protocol.TrainingUpdate;
import io.likeness.training.protocol.TrainingUpdate.Stage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Carries out one request: trains, fits the density, exports, checks parity, evaluates and writes {@code decoder.onnx}, {@code
 * encoder.onnx}, {@code density.json}, {@code directions.json} where there are labels, {@code evaluation.html} and {@code report.json}. For
 * one thread, once.
 */
public final class TrainingEngine {
    private final TrainingRequest request;
    private TrainingConfiguration configuration;
    private final Consumer<TrainingUpdate> observer;
    private final Supplier<Order> orders;
    private final Path output;

    /**
     * An engine that has not started.
     *
     * @param observer is told of every step but the last, on the calling thread
     * @param orders asked before each batch and before each stage
     */
    public TrainingEngine(TrainingRequest request, Consumer<TrainingUpdate> observer, Supplier<Order> orders) {
        this.request = request;
        this.configuration = request.configuration();
        this.observer = observer;
        this.orders = orders;
        this.output = Path.of(request.output());
    }

    /**
     * {@link TrainingUpdate.Completed}, {@link TrainingUpdate.Cancelled} or {@link TrainingUpdate.Suspended}.
     *
     * @throws LikenessException {@code DATASET_UNUSABLE}, {@code IMPOSSIBLE_CONFIGURATION}, {@code DEVICE_UNAVAILABLE}, {@code TRAINING_DIVERGED}, {@code TRAINING_FAILED},
     *     {@code PARITY_FAILED}, {@code CAPACITY_EXHAUSTED} if the disk is full, and as the checkpoint's or the base's reader
     */
    public TrainingUpdate run() {
        ImageSplits pixels = new ImageSplits(open(request.train()), open(request.validation()), open(request.test()));
        LabelSplits labels = LabelSplits.open(request.train(), request.validation(), request.test());
        ImageSplits images = labels.conditioned(pixels, configuration.conditions());
        Networks networks = Networks.of(request.configuration(), request.device());
        configuration = networks.configuration();
        Start start = Start.of(request, configuration, images.train().count());
        try (Judge judge = judge();
                Replicas replicas = new Replicas(networks, networks.replicas(request.replicas()))) {
            DataParallelStep step = new DataParallelStep(configuration, replicas, frozen());
            double afterwards = prepare(images, networks, replicas, step, start.progress());
            EpochFilm film = new EpochFilm(configuration, images, replicas, output, start.film());
            Checkpoints checkpoints = checkpoints(images, film);
            Run run = new Run(images, labels, networks, replicas, judge, start.progress(), film, checkpoints);
            TrainingOutcome outcome = new TrainingLoop(
                            configuration,
                            images,
                            step,
                            new DecoderBound(configuration, frozen()),
                            new Reconstruction(configuration, replicas),
                            start.progress(),
                            (report, weights) -> finished(report.before(afterwards), weights, film),
                            checkpoints,
                            orders)
                    .run();
            return after(outcome, run, autoencoder -> fit(autoencoder, run));
        }
    }

    /** What the stages share. */
    private record Run(
            ImageSplits images,
            LabelSplits labels,
            Networks networks,
            Replicas replicas,
            Judge judge,
            Progress progress,
            EpochFilm film,
            Checkpoints checkpoints) {}

    private static TrainingUpdate after(
            TrainingOutcome outcome, Run run, Function<TrainedNetwork, TrainingUpdate> next) {
        run.film.flush();
        return switch (outcome) {
            case TrainingOutcome.Cancelled() -> new TrainingUpdate.Cancelled();
            case TrainingOutcome.Suspended(Path file, int epoch) ->
                new TrainingUpdate.Suspended(file.getFileName().toString(), epoch);
            case TrainedNetwork trained -> next.apply(trained);
        };
    }

    /**
     * Checks the network against the reference and measures its speed, before anything is spent on it.
     *
     * @return the seconds that the adversarial stage will take, 0 where there is none
     */
    private double prepare(
            ImageSplits images, Networks networks, Replicas replicas, DataParallelStep step, Progress progress) {
        double imagesPerSecond;
        @Nullable Double adversarialImagesPerSecond = null;
        AdversarialStage stage = configuration.adversarial();
        try (BatchSource batches = new BatchSource(images.train(), configuration)) {
            batches.start(1, 0);
            Batch batch = batches.next();
            if (networks.checked() && request.checkpoint() == null) {
                FirstBatchCheck.require(replicas, networks, progress.weights, batch);
            }
            imagesPerSecond = Calibration.imagesPerSecond(step, progress.weights, batch);
            if (stage != null) {
                adversarialImagesPerSecond = Calibration.adversarialImagesPerSecond(
                        configuration, stage, images.train(), networks, replicas, progress.weights, batch);
            }
        }
        observer.accept(new TrainingUpdate.Started(
                progress.weights.length,
                networks.description(replicas.count()),
                imagesPerSecond,
                adversarialImagesPerSecond,
                progress.finishedEpochs()));
        return stage == null || adversarialImagesPerSecond == null
                ? 0
                : (double) stage.epochs() * images.train().count() / adversarialImagesPerSecond;
    }

    private Checkpoints checkpoints(ImageSplits images, EpochFilm film) {
        return new Checkpoints(
                output,
                configuration,
                images.train().count(),
                Duration.ofSeconds(request.checkpointSeconds()),
                film::save,
                observer::accept);
    }

    private void finished(EpochReport report, float[] weights, EpochFilm film) {
        film.add(report.epoch(), weights);
        observer.accept(new TrainingUpdate.EpochFinished(report));
    }

    private static TrainingUpdate suspended(Checkpoints checkpoints, Progress progress) {
        Path file = checkpoints.write(progress);
        return new TrainingUpdate.Suspended(file.getFileName().toString(), progress.finishedEpochs());
    }

    private TrainingUpdate fit(TrainedNetwork autoencoder, Run run) {
        return stoppedBefore(Stage.DENSITY, run).orElseGet(() -> {
            LatentFit fit = LatentFit.of(configuration, autoencoder, run.images, run.labels, run.replicas, request);
            return after(
                    sharpen(autoencoder, fit.density(), run),
                    run,
                    trained -> export(trained, fit.widened(configuration, trained, run.images, run.replicas), run));
        });
    }

    /** The network after its adversarial stage, or as it is where the configuration has none. */
    private TrainingOutcome sharpen(TrainedNetwork autoencoder, LatentDensity density, Run run) {
        AdversarialStage stage = configuration.adversarial();
        if (stage == null) {
            return autoencoder;
        }
        if (run.progress.adversarial == null) {
            run.progress.adversarial = AdversarialProgress.start(configuration, stage, autoencoder.weights());
        }
        ImageCache train = run.images.train();
        Reconstruction reconstruction = new Reconstruction(configuration, run.replicas);
        float[] latents = reconstruction.encode(autoencoder.weights(), train, ImageOrder.natural(train.count()));
        SampleHealth health = new SampleHealth(configuration, reconstruction, run.images.validation(), density);
        try (AdversarialStep step = new AdversarialStep(
                configuration, stage, train, latents, density, frozen(), run.networks, run.replicas)) {
            return new AdversarialLoop(
                            configuration,
                            run.images,
                            step,
                            new DecoderBound(configuration, frozen()),
                            reconstruction,
                            health,
                            run.progress,
                            (report, weights) -> finished(report, weights, run.film),
                            run.checkpoints,
                            orders)
                    .run();
        }
    }

    private TrainingUpdate export(TrainedNetwork trained, LatentFit fit, Run run) {
        return stoppedBefore(Stage.EXPORT, run).orElseGet(() -> {
            Evaluation evaluation = new Evaluation(configuration, trained, run.images, fit.fitted(), run.replicas);
            OnnxExport export = new OnnxExport(configuration, trained.weights());
            byte[] encoder = export.encoder();
            byte[] decoder = export.decoder();
            evaluation.requireParity(run.networks, encoder, decoder);
            write(ModelManifest.ENCODER, encoder);
            write(ModelManifest.DECODER, decoder);
            write(ModelManifest.DENSITY, Json.encode(fit.density()));
            fit.directions().ifPresent(found -> write(ModelManifest.DIRECTIONS, Json.encode(found)));
            return evaluate(trained, fit, evaluation, run);
        });
    }

    private TrainingUpdate evaluate(TrainedNetwork trained, LatentFit fit, Evaluation evaluation, Run run) {
        return stoppedBefore(Stage.EVALUATION, run).orElseGet(() -> {
            evaluation
                    .measure(run.judge, BaseModel.of(request, configuration))
                    .ifPresent(page -> write(ModelManifest.EVALUATION, page));
            TrainingReport report = new TrainingReport(
                    configuration,
                    run.replicas.count(),
                    new Parameters(configuration).length(),
                    trained.best().epoch(),
                    trained.epochs(),
                    evaluation.metrics(),
                    fit.candidates(),
                    run.labels.labels(),
                    run.labels.unused(),
                    run.judge.name());
            write(ModelManifest.REPORT, Json.encode(report));
            return new TrainingUpdate.Completed(report);
        });
    }

    /** Announces the stage, unless the caller wants no more of it, or not here. */
    private Optional<TrainingUpdate> stoppedBefore(Stage stage, Run run) {
        return switch (orders.get()) {
            case CANCEL -> Optional.of(new TrainingUpdate.Cancelled());
            case SUSPEND -> Optional.of(suspended(run.checkpoints, run.progress));
            case GO_ON -> {
                observer.accept(new TrainingUpdate.StageEntered(stage));
                yield Optional.empty();
            }
        };
    }

    /** Loaded before the training, so that a bad file is known at its beginning. */
    private Judge judge() {
        return request.judge() == null ? Judge.bundled() : Judge.load(Path.of(request.judge()));
    }

    private FrozenParameters frozen() {
        TrainingRequest.Base base = request.base();
        return base == null ? FrozenParameters.NONE : FrozenParameters.of(new Parameters(configuration), base.frozen());
    }

    private ImageCache open(CacheFile file) {
        return ImageCache.open(Path.of(file.path()), file.count(), configuration);
    }

    private void write(String file, byte[] bytes) {
        try {
            Files.write(output.resolve(file), bytes);
        } catch (IOException e) {
            throw new LikenessException(ErrorCode.TRAINING_FAILED, "cannot write " + file, e);
        }
    }
}
