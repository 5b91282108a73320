package io.likeness.training.judge;

import io.likeness.latents.RandomStream;
import io.likeness.training.network.KernelGeometry;
import io.likeness.training.network.Layers;
import io.likeness.training.network.Parameter;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The judge's network: {@code image}, {@code float[N, 1, 64, 64]}, goes through four convolutions of stride 2 with ReLU, a linear layer to
 * 64 features, and after another ReLU a linear layer to one logit an attribute. Immutable, safe for threads.
 */
final class JudgeLayers {
    static final int SIDE = 64;
    static final int FEATURE_COUNT = 64;
    static final List<Integer> CHANNELS = List.of(16, 32, 64, 96);
    /** Pixels go in as {@code (x - CENTRE) * GAIN}, about 0 and 1 in mean and deviation, which is learned from faster. */
    static final float CENTRE = 0.5f;

    static final float GAIN = 4;
    static final KernelGeometry GEOMETRY = new KernelGeometry(3);

    static final String IMAGE = "image";
    static final String FEATURES = "features";
    static final String PROBABILITIES = "probabilities";
    static final String FEATURE_LINEAR = "features.linear";
    static final String ATTRIBUTE_LINEAR = "attributes.linear";

    private final Map<String, Parameter> parameters = new LinkedHashMap<>();
    private final int attributes;
    private int length;

    /** @param attributes K, 1 or more */
    JudgeLayers(int attributes) {
        this.attributes = attributes;
        int kernel = GEOMETRY.kernel();
        int in = 1;
        for (int layer = 0; layer < CHANNELS.size(); layer++) {
            int out = CHANNELS.get(layer);
            add(convolution(layer), List.of(kernel, kernel, in, out), in * kernel * kernel);
            in = out;
        }
        add(FEATURE_LINEAR, List.of(flatLength(), FEATURE_COUNT), flatLength());
        add(ATTRIBUTE_LINEAR, List.of(FEATURE_COUNT, attributes), FEATURE_COUNT);
    }

    static String convolution(int layer) {
        return "convolution." + layer;
    }

    /** Numbers an image after the last convolution. */
    static int flatLength() {
        int inner = SIDE >> CHANNELS.size();
        return CHANNELS.getLast() * inner * inner;
    }

    int attributes() {
        return attributes;
    }

    Map<String, Parameter> parameters() {
        return Collections.unmodifiableMap(parameters);
    }

    /** How many trainable numbers there are. */
    int length() {
        return length;
    }

    /** Uniform with variance {@code 2 / fan in} (He et al. 2015, equation 10), biases 0. */
    float[] initial(long seed) {
        RandomStream random = new RandomStream(seed);
        float[] values = new float[length];
        for (Parameter parameter : parameters.values()) {
            if (parameter.shape().size() > 1) {
                double bound = Math.sqrt(6.0 / parameter.fanIn());
                for (int i = 0; i < parameter.length(); i++) {
                    values[parameter.offset() + i] = (float) ((2 * random.nextDouble() - 1) * bound);
                }
            }
        }
        return values;
    }

    private void add(String layer, List<Integer> shape, int fanIn) {
        put(new Parameter(Layers.weight(layer), shape, length, fanIn));
        put(new Parameter(Layers.bias(layer), List.of(shape.getLast()), length, fanIn));
    }

    private void put(Parameter parameter) {
        parameters.put(parameter.name(), parameter);
        length += parameter.length();
    }
}
