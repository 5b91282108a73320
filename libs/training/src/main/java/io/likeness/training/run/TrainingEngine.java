package io.likeness.training.run;

import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.Json;
import io.likeness.contracts.LikenessException;
import io.likeness.contracts.model.LatentDensity;
import io.likeness.contracts.model.ModelManifest;
import io.likeness.contracts.training.TrainingConfiguration;
import io.likeness.training.CacheFile;
import io.likeness.training.TrainingReport;
import io.likeness.training.TrainingRequest;
import io.likeness.training.TrainingUpdate;
import io.likeness.training.TrainingUpdate.Stage;
import io.likeness.training.data.ImageCache;
import io.likeness.training.data.ImageOrder;
import io.likeness.training.data.ImageSplits;
import io.likeness.training.density.MixtureFit;
import io.likeness.training.export.OnnxExport;
import io.likeness.training.network.Parameters;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Carries out one request: trains, fits the density, exports, checks parity, evaluates and writes {@code decoder.onnx}, {@code
 * encoder.onnx}, {@code density.json} and {@code report.json}. For one thread, once.
 */
public final class TrainingEngine {
    /** More points change a mixture of ten components no more, but cost time. */
    private static final int DENSITY_IMAGES = 20_000;

    private final TrainingRequest request;
    private final TrainingConfiguration configuration;
    private final Consumer<TrainingUpdate> observer;
    private final BooleanSupplier cancelled;

    /**
     * An engine that has not started.
     *
     * @param observer is told of every step but the last, on the calling thread
     * @param cancelled asked before each batch and each stage
     */
    public TrainingEngine(TrainingRequest request, Consumer<TrainingUpdate> observer, BooleanSupplier cancelled) {
        this.request = request;
        this.configuration = request.configuration();
        this.observer = observer;
        this.cancelled = cancelled;
    }

    /**
     * {@link TrainingUpdate.Completed} or {@link TrainingUpdate.Cancelled}.
     *
     * @throws LikenessException {@code DATASET_UNUSABLE}, {@code TRAINING_FAILED} or {@code PARITY_FAILED}
     */
    public TrainingUpdate run() {
        ImageSplits images = new ImageSplits(open(request.train()), open(request.validation()), open(request.test()));
        try (Replicas replicas = new Replicas(configuration, request.replicas())) {
            observer.accept(new TrainingUpdate.Started(new Parameters(configuration).length()));
            TrainingLoop loop = new TrainingLoop(
                    configuration,
                    images,
                    replicas,
                    report -> observer.accept(new TrainingUpdate.EpochFinished(report)),
                    cancelled);
            return switch (loop.run()) {
                case TrainingOutcome.Cancelled() -> new TrainingUpdate.Cancelled();
                case TrainedNetwork trained -> finish(trained, images, replicas);
            };
        }
    }

    private TrainingUpdate finish(TrainedNetwork trained, ImageSplits images, Replicas replicas) {
        if (cancelledBefore(Stage.DENSITY)) {
            return new TrainingUpdate.Cancelled();
        }
        LatentDensity density = density(trained, images.train(), replicas);
        if (cancelledBefore(Stage.EXPORT)) {
            return new TrainingUpdate.Cancelled();
        }
        Evaluation evaluation = new Evaluation(configuration, trained, images, density, replicas);
        export(trained, density, evaluation);
        if (cancelledBefore(Stage.EVALUATION)) {
            return new TrainingUpdate.Cancelled();
        }
        evaluation.measure();
        TrainingReport report = new TrainingReport(
                configuration,
                replicas.count(),
                new Parameters(configuration).length(),
                trained.best().epoch(),
                trained.epochs(),
                evaluation.metrics());
        write(ModelManifest.REPORT, Json.encode(report));
        return new TrainingUpdate.Completed(report);
    }

    private LatentDensity density(TrainedNetwork trained, ImageCache train, Replicas replicas) {
        int[] order = ImageOrder.shuffled(train.count(), configuration.seed(), 0);
        int[] taken = Arrays.copyOf(order, Math.min(order.length, DENSITY_IMAGES));
        float[] latents = new Reconstruction(replicas).encode(trained.weights(), train, taken);
        return MixtureFit.fit(latents, configuration.latents(), request.mixtureComponents(), configuration.seed());
    }

    private void export(TrainedNetwork trained, LatentDensity density, Evaluation evaluation) {
        OnnxExport export = new OnnxExport(configuration, trained.weights());
        byte[] encoder = export.encoder();
        byte[] decoder = export.decoder();
        evaluation.requireParity(encoder, decoder);
        write(ModelManifest.ENCODER, encoder);
        write(ModelManifest.DECODER, decoder);
        write(ModelManifest.DENSITY, Json.encode(density));
    }

    /** Announces the stage, unless the caller wants no more of it. */
    private boolean cancelledBefore(Stage stage) {
        if (cancelled.getAsBoolean()) {
            return true;
        }
        observer.accept(new TrainingUpdate.StageEntered(stage));
        return false;
    }

    private ImageCache open(CacheFile file) {
        return ImageCache.open(Path.of(file.path()), file.count(), configuration);
    }

    private void write(String file, byte[] bytes) {
        Path path = Path.of(request.output(), file);
        try {
            Files.write(path, bytes);
        } catch (IOException e) {
            throw new LikenessException(ErrorCode.TRAINING_FAILED, "cannot write " + file, e);
        }
    }
}
