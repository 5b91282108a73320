package io.likeness.generator.decoding;

import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.LikenessException;
import io.likeness.contracts.dataset.FaceFrame;
import io.likeness.contracts.model.ModelVersion;
import io.likeness.imaging.TensorShape;
import io.likeness.latents.FaceCode;
import io.likeness.latents.LatentSpace;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A version that is ready to decode. Whoever made it holds the first lease; its networks are closed when the last lease ends, never
 * while a run is in flight. The encoder is opened when it is first needed. Safe for threads.
 */
public final class LoadedModel {
    private final ModelVersion version;
    private final TensorShape shape;
    private final @Nullable FaceFrame frame;
    private final LatentSpace space;
    private final OnnxNetwork decoder;
    private final Supplier<OnnxNetwork> opening;
    private final ReentrantLock openingOrder = new ReentrantLock();
    private volatile @Nullable OnnxNetwork encoder;
    private int leases = 1;

    /** @param opening opens the encoder, which this model owns then; throws where the version has none */
    LoadedModel(
            ModelVersion version,
            TensorShape shape,
            @Nullable FaceFrame frame,
            LatentSpace space,
            OnnxNetwork decoder,
            Supplier<OnnxNetwork> opening) {
        this.version = version;
        this.shape = shape;
        this.frame = frame;
        this.space = space;
        this.decoder = decoder;
        this.opening = opening;
    }

    public ModelVersion version() {
        return version;
    }

    /** Of one image, {@code [C, S, S]}. */
    public TensorShape shape() {
        return shape;
    }

    /** Where the eyes are in the faces that it has learned, if that is known. */
    @Nullable
    FaceFrame frame() {
        return frame;
    }

    LatentSpace space() {
        return space;
    }

    /**
     * One more lease, to be closed by its holder.
     *
     * @throws LikenessException {@code MODEL_NOT_READY} if the last lease has ended
     */
    public synchronized ModelLease lease() {
        if (leases == 0) {
            throw new LikenessException(
                    ErrorCode.MODEL_NOT_READY, version.name() + " version " + version.version() + " is being unloaded");
        }
        leases++;
        return new ModelLease(this);
    }

    /** Ends the lease of whoever made it. */
    public void release() {
        end();
    }

    synchronized void end() {
        leases--;
        if (leases == 0) {
            decoder.close();
            OnnxNetwork opened = encoder;
            if (opened != null) {
                opened.close();
            }
        }
    }

    /** Images {@code float[N * C * S * S]} in [0, 1] of N faces. Only under a lease. */
    float[] decode(List<FaceCode> faces) {
        return decoder.run(joined(faces, FaceCode::latent), joined(faces, FaceCode::conditions), faces.size());
    }

    /** The face on an image {@code float[C * S * S]} in [0, 1] of which the conditions are known. Only under a lease. */
    FaceCode encode(float[] image, float[] conditions) {
        return new FaceCode(encoder().run(image, conditions, 1), conditions);
    }

    private OnnxNetwork encoder() {
        openingOrder.lock();
        try {
            OnnxNetwork opened = encoder;
            if (opened == null) {
                opened = opening.get();
                encoder = opened;
            }
            return opened;
        } finally {
            openingOrder.unlock();
        }
    }

    private static float[] joined(List<FaceCode> faces, Function<FaceCode, float[]> part) {
        int length = part.apply(faces.getFirst()).length;
        float[] all = new float[faces.size() * length];
        for (int i = 0; i < faces.size(); i++) {
            System.arraycopy(part.apply(faces.get(i)), 0, all, i * length, length);
        }
        return all;
    }
}
