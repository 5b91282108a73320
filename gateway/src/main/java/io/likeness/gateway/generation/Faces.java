package io.likeness.gateway.generation;

import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.Json;
import io.likeness.contracts.LikenessException;
import io.likeness.contracts.ObjectReference;
import io.likeness.contracts.generation.FacesGenerated;
import io.likeness.contracts.generation.GenerationIndex;
import io.likeness.platform.store.ObjectStore;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;

/** The images of a job that succeeded. Safe for threads. */
@Singleton
public class Faces {
    private final Generations generations;
    private final ObjectStore store;

    public Faces(Generations generations, ObjectStore store) {
        this.generations = generations;
        this.store = store;
    }

    /** All faces in one PNG. */
    ObjectReference grid(String id) {
        return generations.require(id).requireResult().grid();
    }

    /**
     * The frames of a walk as an animated PNG.
     *
     * @throws LikenessException {@code NOT_FOUND} if the job was no walk
     */
    ObjectReference animation(String id) {
        Generation generation = generations.require(id);
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
    byte[] image(String id, int k) {
        FacesGenerated result = generations.require(id).requireResult();
        if (k >= result.count()) {
            throw new LikenessException(
                    ErrorCode.NOT_FOUND, "k: expected 0 to %d, found %d".formatted(result.count() - 1, k));
        }
        if (result.count() == 1) {
            return store.fetch(result.faces());
        }
        GenerationIndex.Image image = Json.decode(store.fetch(result.index()), GenerationIndex.class)
                .images()
                .get(k);
        try (InputStream in = store.fetchRange(result.faces(), image.offset(), image.bytes())) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new LikenessException(
                    ErrorCode.OBJECT_STORE_UNAVAILABLE, "image " + k + ": the object store did not answer", e);
        }
    }
}
