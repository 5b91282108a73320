package io.likeness.generator.generation;

import io.likeness.contracts.Digests;
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
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The objects of a job's result: {@code faces.bin}, {@code grid.png} unless one face alone is its own grid, for a walk also
 * {@code animation.png}, and {@code index.json}. They lie under the fence of the attempt that wrote them. Safe for threads.
 */
@ApplicationScoped
class ResultFiles {
    private static final Logger LOG = LoggerFactory.getLogger(ResultFiles.class);
    private static final String JSON = "application/json";
    private static final String PNG = "image/png";
    private static final String BYTES = "application/octet-stream";

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
        GenerationIndex index = new GenerationIndex(
                command.generationId(),
                version.name(),
                version.version(),
                version.digest(),
                command.seed(),
                sessions.provider(),
                Platform.describe(),
                (System.nanoTime() - startNanos) / 1e9,
                reference(keys.faces(), files.faces(), BYTES),
                reference(files.alone() ? keys.faces() : keys.grid(), files.grid(), PNG),
                files.animated() ? reference(keys.animation(), files.animation(), PNG) : null,
                files.images());
        return put(keys, files, index).announcement();
    }

    /**
     * Side by side, for whoever waits for one face, and with the index, which is read by whoever is told of it alone; after them where nobody is told. Whatever fails, nothing is on
     * its way any more when this has been left: what is being sent is not broken off, as the store might keep it after all.
     */
    private StoredResult put(ResultKeys keys, FaceFiles files, GenerationIndex index) {
        boolean interrupted = false;
        try (ExecutorService beside = Executors.newVirtualThreadPerTaskExecutor()) {
            try {
                List<Future<ObjectReference>> sent = new ArrayList<>();
                if (!files.alone()) {
                    sent.add(beside.submit(() -> put(index.grid(), files.grid())));
                }
                ObjectReference animation = index.animation();
                if (animation != null) {
                    sent.add(beside.submit(() -> put(animation, files.animation())));
                }
                Future<ObjectReference> told = keys.announced() ? beside.submit(() -> put(keys, index)) : null;
                put(index.faces(), files.faces());
                sent.forEach(ResultFiles::await);
                return new StoredResult(index, told == null ? put(keys, index) : await(told));
            } catch (RuntimeException | Error e) {
                interrupted = Thread.interrupted();
                throw e;
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private ObjectReference put(ResultKeys keys, GenerationIndex index) {
        return store.put(Bucket.RESULTS, keys.index(), Json.encode(index), JSON);
    }

    private ObjectReference put(ObjectReference promised, Path file) {
        ObjectReference stored = store.put(Bucket.RESULTS, promised.key(), file, promised.mediaType());
        if (!stored.equals(promised)) {
            throw new LikenessException(
                    ErrorCode.DIGEST_MISMATCH, "result: expected %s stored, found %s".formatted(promised, stored));
        }
        return stored;
    }

    private static ObjectReference reference(String key, Path file, String mediaType) {
        try {
            return new ObjectReference(
                    Bucket.RESULTS.logicalName(), key, Digests.sha256(file), Files.size(file), mediaType);
        } catch (IOException e) {
            throw new LikenessException(
                    ErrorCode.CAPACITY_EXHAUSTED, "work folder: cannot be read: " + e.getMessage(), e);
        }
    }

    private static ObjectReference await(Future<ObjectReference> stored) {
        try {
            return stored.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof LikenessException failure) {
                throw failure;
            }
            throw new LikenessException(ErrorCode.INTERNAL_ERROR, "result: not stored", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LikenessException(
                    ErrorCode.OBJECT_STORE_UNAVAILABLE, "result: interrupted while it was stored", e);
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
