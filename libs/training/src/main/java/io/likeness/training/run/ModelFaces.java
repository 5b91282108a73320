package io.likeness.training.run;

import io.likeness.contracts.Require;
import io.likeness.contracts.training.TrainingConfiguration;
import io.likeness.imaging.ImageTensor;
import io.likeness.imaging.TensorShape;
import io.likeness.latents.LatentDensity;
import io.likeness.latents.RandomStream;
import io.likeness.training.data.ImageCache;
import io.likeness.training.evaluation.Faces;
import io.likeness.training.network.Network;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The faces that a trained model makes: of its density, of N(0, I) and of real ones. For one thread. */
final class ModelFaces {
    private static final int DECODED = 128;
    private static final int RECONSTRUCTED = 64;

    private final TrainingConfiguration configuration;
    private final float[] weights;
    private final DecoderSampler sampler;
    private final Reconstruction network;
    private final TensorShape shape;

    ModelFaces(TrainingConfiguration configuration, float[] weights, LatentDensity density, Reconstruction network) {
        this.configuration = configuration;
        this.weights = weights;
        this.sampler = new DecoderSampler(configuration, density);
        this.network = network;
        this.shape = new TensorShape(configuration.channels(), configuration.side());
    }

    /** Samples, none left out. */
    List<ImageTensor> samples(int count) {
        return decoded(sampled(count));
    }

    /** As many, of other seeds. */
    List<ImageTensor> otherSamples(int count) {
        return decoded(sampler.sample(count, 2 * count));
    }

    /** What the decoder makes of latents from N(0, I), and of labels from the density. */
    List<ImageTensor> priorSamples(int count) {
        RandomStream random = new RandomStream((configuration.seed() + 1) & Require.GREATEST_SEED);
        float[] latents = new float[count * configuration.latents()];
        for (int i = 0; i < latents.length; i++) {
            latents[i] = (float) random.nextGaussian();
        }
        float[] labels = configuration.conditions().isEmpty()
                ? Network.NO_LABELS
                : sampled(count).labels();
        return decoded(new DecoderInputs(latents, labels, count));
    }

    /**
     * One each, in the same order.
     *
     * @param labels of the faces, {@code float[N, K]}
     */
    List<ImageTensor> reconstructions(List<ImageTensor> faces, float[] labels) {
        int conditions = configuration.conditions().size();
        List<ImageTensor> all = new ArrayList<>();
        for (int from = 0; from < faces.size(); from += RECONSTRUCTED) {
            int to = Math.min(faces.size(), from + RECONSTRUCTED);
            float[] images = new float[(to - from) * shape.size()];
            for (int i = from; i < to; i++) {
                faces.get(i).copyTo(images, (i - from) * shape.size());
            }
            float[] own = Arrays.copyOfRange(labels, from * conditions, to * conditions);
            all.addAll(tensors(network.reconstruct(weights, images, own, to - from), shape));
        }
        return all;
    }

    DecoderInputs sampled(int count) {
        return sampler.sample(count);
    }

    /** Real faces for comparison: so many, evenly spread over the cache, or all there are. */
    static Faces real(ImageCache cache, int most, TensorShape shape) {
        int[] order = cache.spreadOrder(most);
        return Faces.of(order.length, (from, to) -> tensors(cache.read(order, from, to), shape));
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
    private List<ImageTensor> decoded(DecoderInputs inputs) {
        List<ImageTensor> faces = new ArrayList<>();
        for (int from = 0; from < inputs.count(); from += DECODED) {
            int to = Math.min(inputs.count(), from + DECODED);
            faces.addAll(tensors(network.decode(weights, inputs.part(from, to)), shape));
        }
        return faces;
    }
}
