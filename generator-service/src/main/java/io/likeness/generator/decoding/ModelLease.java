package io.likeness.generator.decoding;

import io.likeness.contracts.model.ModelVersion;
import io.likeness.imaging.TensorShape;
import java.util.concurrent.atomic.AtomicBoolean;

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

    /** A lease of its own for another thread, to be closed by that thread. */
    public ModelLease another() {
        return model.lease();
    }

    /** Samples a latent for each seed and decodes it: {@code float[N * C * S * S]}, values in [0, 1]. */
    public float[] decode(long[] imageSeeds) {
        return model.decode(imageSeeds);
    }

    @Override
    public void close() {
        if (open.getAndSet(false)) {
            model.end();
        }
    }
}
