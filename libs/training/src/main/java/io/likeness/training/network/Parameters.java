package io.likeness.training.network;

import io.likeness.contracts.training.TrainingConfiguration;
import io.likeness.latents.RandomStream;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The network's parameters in the order of the layers, each a slice of one flat {@code float} vector: the form in which weights and
 * gradients travel between replicas, optimiser and export. Immutable, safe for threads.
 */
public final class Parameters {
    private final Map<String, Parameter> byName;
    private final int length;

    public Parameters(TrainingConfiguration configuration) {
        this(listing(configuration));
    }

    private static Listing listing(TrainingConfiguration configuration) {
        Listing listing = new Listing(configuration.kernel());
        List<Integer> channels = configuration.convolutionChannels();
        int in = configuration.channels();
        for (int layer = 0; layer < channels.size(); layer++) {
            listing.convolution(Layers.convolution(layer), in, channels.get(layer));
            in = channels.get(layer);
        }
        int labels = configuration.conditions().size();
        listing.linear(
                Layers.ENCODER_LINEAR, Layers.ENCODER_LABEL, configuration.features(), labels, configuration.latents());
        listing.linear(
                Layers.DECODER_LINEAR, Layers.DECODER_LABEL, configuration.latents(), labels, configuration.features());
        for (int layer = 0; layer < channels.size(); layer++) {
            int mirrored = channels.size() - 2 - layer;
            int out = mirrored < 0 ? configuration.channels() : channels.get(mirrored);
            listing.transposedConvolution(Layers.transposedConvolution(layer), in, out);
            in = out;
        }
        return listing;
    }

    private Parameters(Listing listing) {
        this.byName = Collections.unmodifiableMap(listing.parameters);
        this.length = listing.next;
    }

    /** Those of a discriminator. */
    public static Parameters of(DiscriminatorDesign design) {
        Listing listing = new Listing(design.kernel());
        int in = design.channels();
        for (int layer = 0; layer < design.convolutionChannels().size(); layer++) {
            int out = design.convolutionChannels().get(layer);
            listing.convolution(Layers.discriminatorConvolution(layer), in, out);
            in = out;
        }
        listing.convolution(Layers.LOGIT_CONVOLUTION, in, design.maps());
        return new Parameters(listing);
    }

    /** In the order of the layers. */
    public List<Parameter> all() {
        return List.copyOf(byName.values());
    }

    public List<String> names() {
        return List.copyOf(byName.keySet());
    }

    public Parameter require(String name) {
        Parameter parameter = byName.get(name);
        if (parameter == null) {
            throw new IllegalArgumentException("name: expected one of " + byName.keySet() + ", found " + name);
        }
        return parameter;
    }

    /** How many trainable numbers there are. */
    public int length() {
        return length;
    }

    /** Initial numbers as PyTorch's defaults: uniform within {@code 1 / sqrt(fan in)}, weights and biases alike. */
    public float[] initial(long seed) {
        RandomStream random = new RandomStream(seed);
        float[] values = new float[length];
        for (Parameter parameter : byName.values()) {
            double bound = 1 / Math.sqrt(parameter.fanIn());
            for (int i = 0; i < parameter.length(); i++) {
                values[parameter.offset() + i] = (float) ((2 * random.nextDouble() - 1) * bound);
            }
        }
        return values;
    }

    private static final class Listing {
        private final Map<String, Parameter> parameters = new LinkedHashMap<>();
        private final int kernel;
        private int next;

        Listing(int kernel) {
            this.kernel = kernel;
        }

        void convolution(String layer, int in, int out) {
            layer(layer, List.of(kernel, kernel, in, out), out, in * kernel * kernel);
        }

        /** Labels appended to the inputs: the weights of both are arrays of their own, the fan-in is that of one layer. */
        void linear(String layer, String labelLayer, int in, int labels, int out) {
            layer(layer, List.of(in, out), out, in + labels);
            if (labels > 0) {
                add(new Parameter(Layers.weight(labelLayer), List.of(labels, out), next, in + labels));
            }
        }

        /** PyTorch takes the second axis of a weight for its inputs; of a transposed convolution that axis is the outputs. */
        void transposedConvolution(String layer, int in, int out) {
            layer(layer, List.of(kernel, kernel, out, in), out, out * kernel * kernel);
        }

        private void layer(String layer, List<Integer> shape, int out, int fanIn) {
            add(new Parameter(Layers.weight(layer), shape, next, fanIn));
            add(new Parameter(Layers.bias(layer), List.of(out), next, fanIn));
        }

        private void add(Parameter parameter) {
            parameters.put(parameter.name(), parameter);
            next += parameter.length();
        }
    }
}
