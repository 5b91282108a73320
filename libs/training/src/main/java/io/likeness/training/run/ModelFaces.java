package io.likeness.training.run;

import io.likeness.contracts.Require;
import io.likeness.contracts.model.LatentDensity;
import io.likeness.contracts.model.LatentSampler;
import io.likeness.contracts.model.RandomStream;
import io.likeness.contracts.training.TrainingConfiguration;
import io.likeness.imaging.ImageTensor;
import io.likeness.imaging.TensorShape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The faces that a trained model makes: of its density, of N(0, I) and of real ones. The only source of an evaluation's. For one thread. */
final class ModelFaces {
    private static final int DECODED = 128;
    private static final int RECONSTRUCTED = 64;

    private final TrainingConfiguration configuration;
    private final float[] weights;
    private final LatentDensity density;
    private final Reconstruction network;
    private final TensorShape shape;

    ModelFaces(TrainingConfiguration configuration, float[] weights, LatentDensity density, Reconstruction network) {
        this.configuration = configuration;
        this.weights = weights;
        this.density = density;
        this.network = network;
        this.shape = new TensorShape(configuration.channels(), configuration.side());
    }

    /** Samples, none left out. */
    List<ImageTensor> samples(int count) {
        return decoded(sampledLatents(count), count);
    }

    /** What the decoder makes of latents from N(0, I). */
    List<ImageTensor> priorSamples(int count) {
        RandomStream random = new RandomStream((configuration.seed() + 1) & Require.GREATEST_SEED);
        float[] latents = new float[count * configuration.latents()];
        for (int i = 0; i < latents.length; i++) {
            latents[i] = (float) random.nextGaussian();
        }
        return decoded(latents, count);
    }

    /** One each, in the same order. */
    List<ImageTensor> reconstructions(List<ImageTensor> faces) {
        List<ImageTensor> all = new ArrayList<>();
        for (int from = 0; from < faces.size(); from += RECONSTRUCTED) {
            List<ImageTensor> part = faces.subList(from, Math.min(faces.size(), from + RECONSTRUCTED));
            float[] images = new float[part.size() * shape.size()];
            for (int i = 0; i < part.size(); i++) {
                part.get(i).copyTo(images, i * shape.size());
            }
            all.addAll(tensors(network.reconstruct(weights, images, part.size()), shape));
        }
        return all;
    }

    /** {@code float[count * D]}. */
    float[] sampledLatents(int count) {
        LatentSampler sampler = new LatentSampler(density);
        float[] latents = new float[count * configuration.latents()];
        for (int i = 0; i < count; i++) {
            float[] latent = sampler.sample(LatentSampler.imageSeed(configuration.seed(), i));
            System.arraycopy(latent, 0, latents, i * latent.length, latent.length);
        }
        return latents;
    }

    /** The faces of images {@code float[N, C, S, S]} in [0, 1], as they would be written into files. */
    static List<ImageTensor> tensors(float[] images, TensorShape shape) {
        List<ImageTensor> faces = new ArrayList<>();
        for (int offset = 0; offset < images.length; offset += shape.size()) {
            faces.add(ImageTensor.ofUnit(shape, images, offset));
        }
        return faces;
    }

    /** Part by part: images as numbers are four times as large as faces. */
    private List<ImageTensor> decoded(float[] latents, int count) {
        int dimension = configuration.latents();
        List<ImageTensor> faces = new ArrayList<>();
        for (int from = 0; from < count; from += DECODED) {
            int to = Math.min(count, from + DECODED);
            float[] part = Arrays.copyOfRange(latents, from * dimension, to * dimension);
            faces.addAll(tensors(network.decode(weights, part, to - from), shape));
        }
        return faces;
    }
}
