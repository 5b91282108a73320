package io.likeness.generator.decoding;

import io.likeness.contracts.LikenessException;
import io.likeness.contracts.dataset.FaceFrame;
import io.likeness.contracts.model.ModelVersion;
import io.likeness.imaging.TensorShape;
import io.likeness.latents.FaceCode;
import io.likeness.latents.LatentSpace;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** The right to use a loaded model until it is closed. For one holder; closing twice is harmless. */
public final class ModelLease implements AutoCloseable {
    private final LoadedModel model;
    private final AtomicBoolean open = new AtomicBoolean(true);

    ModelLease(LoadedModel model) {
        this.model = model;
    }

    public ModelVersion version() {
        return model.version();
    }

    /** Of one image, {@code [C, S, S]}. */
    public TensorShape shape() {
        return model.shape();
    }

    /** Where the eyes are in the faces that it has learned; absent where that is not known. */
    public @Nullable FaceFrame frame() {
        return model.frame();
    }

    /** A lease of its own for another thread, to be closed by that thread. */
    public ModelLease another() {
        return model.lease();
    }

    /** The latents that the model was trained for. */
    public LatentSpace space() {
        return model.space();
    }

    /** The images of faces: {@code float[N * C * S * S]}, values in [0, 1]. */
    public float[] decode(List<FaceCode> faces) {
        return model.decode(faces);
    }

    /**
     * The face on an image.
     *
     * @param image {@code float[C * S * S]}, values in [0, 1]
     * @param conditions {@link LatentSpace#conditions(java.util.Map)} of what is known of it
     * @throws LikenessException {@code INVALID_REQUEST} if the version has no encoder, {@code OBJECT_STORE_UNAVAILABLE} if it must
     *     wait for it
     */
    public FaceCode encode(float[] image, float[] conditions) {
        return model.encode(image, conditions);
    }

    @Override
    public void close() {
        if (open.getAndSet(false)) {
            model.end();
        }
    }
}
