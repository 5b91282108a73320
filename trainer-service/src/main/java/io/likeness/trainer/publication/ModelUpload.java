package io.likeness.trainer.publication;

import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.Json;
import io.likeness.contracts.LikenessException;
import io.likeness.contracts.ObjectReference;
import io.likeness.contracts.model.ModelManifest;
import io.likeness.contracts.model.ParentVersion;
import io.likeness.contracts.model.RegisterVersion;
import io.likeness.contracts.training.FineTuning;
import io.likeness.contracts.training.StartTraining;
import io.likeness.contracts.training.TrainingConfiguration;
import io.likeness.platform.store.Bucket;
import io.likeness.platform.store.ObjectStore;
import io.likeness.training.protocol.Metrics;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Stores a trained model: its artifacts first, the manifest that lists them last. Safe for threads. */
@ApplicationScoped
public class ModelUpload {
    private static final Logger LOG = LoggerFactory.getLogger(ModelUpload.class);
    private static final String NORMALISATION = "x/255";
    private static final String CODE_VERSION = CodeVersion.read();
    static final String MANIFEST = "manifest.json";

    private final ObjectStore store;

    public ModelUpload(ObjectStore store) {
        this.store = store;
    }

    /**
     * @param folder where the artifacts are
     * @param prefix of the objects' keys, used by no other attempt, so that none can change what another has stored
     * @return with what the version is registered
     * @throws LikenessException as {@link ObjectStore}, and {@code DIGEST_MISMATCH} if a file has changed since it was trained
     */
    public RegisterVersion upload(
            StartTraining command, TrainedModel model, Path folder, String prefix, String correlationId) {
        Map<String, ObjectReference> artifacts = new TreeMap<>();
        model.artifacts().forEach((file, digest) -> {
            ObjectReference stored = store.put(Bucket.MODELS, prefix + file, folder.resolve(file), mediaType(file));
            artifacts.put(file, requireUnchanged(stored, digest));
        });
        ModelManifest manifest = manifest(command, model, artifacts);
        ObjectReference stored = store.put(Bucket.MODELS, prefix + MANIFEST, Json.encode(manifest), "application/json");
        return new RegisterVersion(
                command.modelName(),
                stored,
                command.datasetId(),
                model.datasetDigest(),
                model.validationDigest(),
                Metrics.MEASURE,
                validationLoss(model),
                metrics(model, artifacts.values(), stored),
                correlationId,
                parent(command));
    }

    /** Deletes what {@link #upload} has stored, as far as the store answers. */
    public void discard(TrainedModel model, String prefix) {
        try {
            store.delete(Bucket.MODELS, prefix + MANIFEST);
            model.artifacts().keySet().forEach(file -> store.delete(Bucket.MODELS, prefix + file));
        } catch (LikenessException e) {
            LOG.warn("artifacts not deleted prefix={} cause={}", prefix, e.getMessage());
        }
    }

    /** The report's, and the ledger's with what was stored just now. */
    private static Map<String, Double> metrics(
            TrainedModel model, Collection<ObjectReference> artifacts, ObjectReference manifest) {
        Map<String, Double> metrics = new TreeMap<>(model.report().metrics());
        metrics.putAll(model.ledger());
        double bytes = manifest.bytes()
                + artifacts.stream().mapToLong(ObjectReference::bytes).sum();
        metrics.merge(Metrics.BYTES_WRITTEN, bytes, Double::sum);
        return metrics;
    }

    private static @Nullable ParentVersion parent(StartTraining command) {
        FineTuning base = command.fineTuning();
        return base == null ? null : new ParentVersion(base.modelName(), base.version());
    }

    private static ModelManifest manifest(
            StartTraining command, TrainedModel model, Map<String, ObjectReference> artifacts) {
        TrainingConfiguration configuration = model.report().configuration();
        return new ModelManifest(
                command.modelName(),
                command.trainingId(),
                command.preset(),
                configuration.channels(),
                configuration.side(),
                configuration.latents(),
                NORMALISATION,
                command.datasetId(),
                model.datasetDigest(),
                configuration.fields(),
                artifacts,
                parent(command),
                model.report().labels(),
                configuration.conditions(),
                CODE_VERSION,
                model.frame());
    }

    private static double validationLoss(TrainedModel model) {
        Double loss = model.report().metrics().get(Metrics.VALIDATION_MSE);
        if (loss == null) {
            throw new LikenessException(
                    ErrorCode.TRAINING_FAILED, "report.metrics: expected " + Metrics.VALIDATION_MSE + ", found none");
        }
        return loss;
    }

    private static ObjectReference requireUnchanged(ObjectReference stored, String digest) {
        if (!stored.sha256().equals(digest)) {
            throw new LikenessException(
                    ErrorCode.DIGEST_MISMATCH,
                    "artifact %s: expected SHA-256 %s, found %s".formatted(stored.key(), digest, stored.sha256()));
        }
        return stored;
    }

    private static String mediaType(String file) {
        return switch (file) {
            case ModelManifest.FILM_STRIP -> "image/png";
            case ModelManifest.FILM -> "image/apng";
            case ModelManifest.EVALUATION -> "text/html;charset=utf-8";
            default -> file.endsWith(".json") ? "application/json" : "application/octet-stream";
        };
    }
}
