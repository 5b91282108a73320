package io.likeness.generator.generation;

import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.Json;
import io.likeness.contracts.LikenessException;
import io.likeness.contracts.ObjectReference;
import io.likeness.contracts.generation.FacesGenerated;
import io.likeness.contracts.generation.GenerateFaces;
import io.likeness.contracts.generation.GenerationIndex;
import io.likeness.contracts.model.ModelVersion;
import io.likeness.generator.decoding.DecoderSessions;
import io.likeness.platform.store.Bucket;
import io.likeness.platform.store.MinioObjectStore;
import io.likeness.platform.store.ObjectStore;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.file.Path;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The objects of a job's result: {@code faces.bin}, {@code grid.png}, for a walk also {@code animation.png}, and {@code index.json}. They lie
 * under the fence of the attempt that wrote them. Safe for threads.
 */
@ApplicationScoped
class ResultFiles {
    private static final Logger LOG = LoggerFactory.getLogger(ResultFiles.class);
    private static final String JSON = "application/json";
    private static final String PNG = "image/png";

    private final ObjectStore store;
    private final DecoderSessions sessions;

    ResultFiles(MinioObjectStore store, DecoderSessions sessions) {
        this.store = store;
        this.sessions = sessions;
    }

    /**
     * Stores what an attempt has drawn, whole or not at all.
     *
     * @param startNanos {@link System#nanoTime} when the attempt began
     */
    FacesGenerated store(
            ResultKeys keys, GenerateFaces command, ModelVersion version, FaceFiles files, long startNanos) {
        try {
            return stored(keys, command, version, files, startNanos);
        } catch (RuntimeException | Error e) {
            // The interruption that may have brought us here would end the deletion, too.
            boolean interrupted = Thread.interrupted();
            remove(keys);
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
            throw e;
        }
    }

    /** Deletes, in the background, what attempts before one may have left when they were lost. */
    void removeBefore(String generationId, long fence) {
        if (fence > 1) {
            Thread.ofVirtual().name("leftovers-" + generationId).start(() -> {
                for (long lost = 1; lost < fence; lost++) {
                    remove(new ResultKeys(generationId, lost));
                }
            });
        }
    }

    private FacesGenerated stored(
            ResultKeys keys, GenerateFaces command, ModelVersion version, FaceFiles files, long startNanos) {
        ObjectReference faces;
        ObjectReference grid;
        ObjectReference animation;
        // Side by side, for whoever waits for one face; whatever fails, nothing is on its way any more when this has
        // been left.
        try (ExecutorService beside = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<ObjectReference> drawnGrid = beside.submit(() -> put(keys.grid(), files.grid(), PNG));
            animation = files.animated() ? put(keys.animation(), files.animation(), PNG) : null;
            faces = put(keys.faces(), files.faces(), "application/octet-stream");
            grid = await(drawnGrid);
        }
        GenerationIndex index = new GenerationIndex(
                command.generationId(),
                version.name(),
                version.version(),
                version.digest(),
                command.seed(),
                sessions.provider(),
                Platform.describe(),
                (System.nanoTime() - startNanos) / 1e9,
                faces,
                grid,
                animation,
                files.images());
        return new StoredResult(index, store.put(Bucket.RESULTS, keys.index(), Json.encode(index), JSON))
                .announcement();
    }

    private ObjectReference put(String key, Path file, String mediaType) {
        return store.put(Bucket.RESULTS, key, file, mediaType);
    }

    private static ObjectReference await(Future<ObjectReference> stored) {
        try {
            return stored.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof LikenessException failure) {
                throw failure;
            }
            throw new LikenessException(ErrorCode.INTERNAL_ERROR, "grid: not stored", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LikenessException(ErrorCode.OBJECT_STORE_UNAVAILABLE, "grid: interrupted while it was stored", e);
        }
    }

    private void remove(ResultKeys keys) {
        try {
            keys.all().forEach(key -> store.delete(Bucket.RESULTS, key));
        } catch (LikenessException e) {
            LOG.warn(
                    "objects of a lost attempt stay generationId={} fence={} cause={}",
                    keys.generationId(),
                    keys.fence(),
                    e.getMessage());
        }
    }
}
