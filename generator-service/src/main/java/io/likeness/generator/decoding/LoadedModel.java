package io.likeness.generator.decoding;

import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.LikenessException;
import io.likeness.contracts.model.LatentSampler;
import io.likeness.contracts.model.ModelVersion;
import io.likeness.imaging.TensorShape;

/**
 * A version that is ready to decode. Whoever made it holds the first lease; the session is closed when the last lease ends, never
 * while a run is in flight. Safe for threads.
 */
public final class LoadedModel {
    private final ModelVersion version;
    private final TensorShape shape;
    private final LatentSampler sampler;
    private final int latents;
    private final OnnxDecoder decoder;
    private int leases = 1;

    LoadedModel(ModelVersion version, int latents, TensorShape shape, LatentSampler sampler, OnnxDecoder decoder) {
        this.version = version;
        this.latents = latents;
        this.shape = shape;
        this.sampler = sampler;
        this.decoder = decoder;
    }

    public ModelVersion version() {
        return version;
    }

    /** Of one image, {@code [C, S, S]}. */
    public TensorShape shape() {
        return shape;
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
        }
    }

    /** Images {@code float[N * C * S * S]} in [0, 1] of N image seeds. Only under a lease. */
    float[] decode(long[] imageSeeds) {
        float[] batch = new float[imageSeeds.length * latents];
        for (int i = 0; i < imageSeeds.length; i++) {
            System.arraycopy(sampler.sample(imageSeeds[i]), 0, batch, i * latents, latents);
        }
        return decoder.decode(batch, imageSeeds.length);
    }
}
