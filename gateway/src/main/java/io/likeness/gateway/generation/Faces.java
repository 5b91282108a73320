package io.likeness.gateway.generation;

import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.Json;
import io.likeness.contracts.LikenessException;
import io.likeness.contracts.ObjectReference;
import io.likeness.contracts.generation.FacesGenerated;
import io.likeness.contracts.generation.GenerationIndex;
import io.likeness.gateway.access.Tenant;
import io.likeness.platform.store.Bucket;
import io.likeness.platform.store.ObjectStore;
import io.likeness.platform.store.StoredObject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.util.Comparator;
import java.util.stream.Stream;

/** The images of a job that succeeded, and of the copy that another version may have drawn. Safe for threads. */
@Singleton
public class Faces {
    private final Generations generations;
    private final ObjectStore store;

    public Faces(Generations generations, ObjectStore store) {
        this.generations = generations;
        this.store = store;
    }

    /** All faces in one PNG. */
    ObjectReference grid(Tenant tenant, String id) {
        return generations.require(tenant, id).requireResult().grid();
    }

    /**
     * The frames of a walk as an animated PNG.
     *
     * @throws LikenessException {@code NOT_FOUND} if the job was no walk
     */
    ObjectReference animation(Tenant tenant, String id) {
        Generation generation = generations.require(tenant, id);
        ObjectReference animation = generation.requireResult().animation();
        if (animation == null) {
            throw new LikenessException(
                    ErrorCode.NOT_FOUND,
                    "animation: expected an interpolation or an edit of several steps, found "
                            + generation.operation());
        }
        return animation;
    }

    /**
     * One PNG, read by range from the object that holds all; the only one is that object.
     *
     * @throws LikenessException {@code NOT_FOUND} if {@code k} is not less than the job's count
     */
    byte[] image(Tenant tenant, String id, int k) {
        FacesGenerated result = generations.require(tenant, id).requireResult();
        requireIndex(k, result.count());
        if (result.count() == 1) {
            return store.fetch(result.faces());
        }
        return image(Json.decode(store.fetch(result.index()), GenerationIndex.class), k);
    }

    /**
     * All faces as a zip, behind {@code generation.json}, which tells how they were made; the caller closes it.
     *
     * @throws LikenessException {@code STATE_CONFLICT} unless the job succeeded
     */
    InputStream zip(Generation generation) {
        FacesGenerated result = generation.requireResult();
        GenerationIndex index = Json.decode(store.fetch(result.index()), GenerationIndex.class);
        try {
            return new ZippedFaces(store.open(result.faces()), index, "generation.json", Json.encode(generation));
        } catch (IOException e) {
            throw new LikenessException(ErrorCode.INTERNAL_ERROR, "a zip in memory could not be written", e);
        }
    }

    /** @throws LikenessException {@code NOT_FOUND} while no other version has drawn a copy */
    ShadowResult shadow(Tenant tenant, String id) {
        return ShadowResult.of(requireShadow(tenant, id));
    }

    /** All faces of the copy in one PNG. */
    ObjectReference shadowGrid(Tenant tenant, String id) {
        return requireShadow(tenant, id).grid();
    }

    /** As {@link #image}, of the copy. */
    byte[] shadowImage(Tenant tenant, String id, int k) {
        GenerationIndex index = requireShadow(tenant, id);
        requireIndex(k, index.images().size());
        return image(index, k);
    }

    private static void requireIndex(int k, int count) {
        if (k >= count) {
            throw new LikenessException(ErrorCode.NOT_FOUND, "k: expected 0 to %d, found %d".formatted(count - 1, k));
        }
    }

    /** Nobody is told of it, so it is looked for; each attempt is complete once its index is there. */
    private GenerationIndex requireShadow(Tenant tenant, String id) {
        generations.require(tenant, id);
        try (Stream<StoredObject> copies = store.list(Bucket.RESULTS, id + GenerationIndex.SHADOW + "/")) {
            return copies.map(StoredObject::key)
                    .filter(key -> key.endsWith("/" + GenerationIndex.FILE))
                    .max(Comparator.comparing(Faces::fence))
                    .flatMap(key -> store.find(Bucket.RESULTS, key))
                    .map(content -> Json.decode(content, GenerationIndex.class))
                    .orElseThrow(() -> new LikenessException(
                            ErrorCode.NOT_FOUND,
                            "generation: expected one of which another version has drawn a copy, found " + id));
        }
    }

    /** Of the attempt that has stored an index. */
    private static long fence(String key) {
        String folder = key.substring(0, key.length() - GenerationIndex.FILE.length() - 1);
        return Long.parseLong(folder.substring(folder.lastIndexOf('/') + 1));
    }

    private byte[] image(GenerationIndex index, int k) {
        GenerationIndex.Image image = index.images().get(k);
        try (InputStream in = store.fetchRange(index.faces(), image.offset(), image.bytes())) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new LikenessException(
                    ErrorCode.OBJECT_STORE_UNAVAILABLE, "image " + k + ": the object store did not answer", e);
        }
    }
}
