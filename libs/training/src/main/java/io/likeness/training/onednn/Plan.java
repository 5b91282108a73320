package io.likeness.training.onednn;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC;

import io.likeness.contracts.training.TrainingConfiguration;
import io.likeness.training.network.Layers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bytedeco.dnnl.eltwise_forward;
import org.bytedeco.dnnl.global.dnnl.algorithm;
import org.bytedeco.dnnl.global.dnnl.prop_kind;
import org.bytedeco.dnnl.memory;
import org.bytedeco.javacpp.FloatPointer;

/** All that is done with one number of images: the programs, and the memory between them. */
final class Plan {
    private final TrainingConfiguration configuration;
    private final OneDnn oneDnn;
    private final int count;
    private final Rectifier rectifier;
    private final Halving halving;
    private final Program loading;
    private final Program encoding;
    private final Program decoding;
    private final Program backward;
    private final List<Layer> layers = new ArrayList<>();
    private final Optional<memory> label;
    private final Optional<FloatPointer> labels;
    private final FloatPointer images;
    private final FloatPointer latents;
    private final FloatPointer reconstruction;
    private final FloatPointer gradient;
    private int decoderSteps;
    private long loaded = -1;

    /** @param training whether gradients are wanted */
    Plan(OneDnn oneDnn, TrainingConfiguration configuration, ParameterMemory parameters, int count, boolean training) {
        this.configuration = configuration;
        this.oneDnn = oneDnn;
        this.count = count;
        this.rectifier = new Rectifier(oneDnn, configuration.activation());
        this.halving = new Halving(configuration.kernel());
        this.loading = new Program(oneDnn);
        this.encoding = new Program(oneDnn);
        this.decoding = new Program(oneDnn);
        this.backward = new Program(oneDnn);
        Assembly assembly = new Assembly(oneDnn, parameters, loading, encoding);
        memory.desc imageLayout =
                oneDnn.plain(count, configuration.channels(), configuration.side(), configuration.side());
        memory image = oneDnn.allocate(imageLayout);
        int width = configuration.conditions().size();
        this.label = width == 0 ? Optional.empty() : Optional.of(oneDnn.allocate(oneDnn.plain(count, width)));
        memory latent = encoder(assembly, image);
        memory output = decoder(assembly.withForward(decoding), latent, imageLayout);
        memory outputGradient = oneDnn.allocate(imageLayout);
        if (training) {
            addBackward(outputGradient);
        }
        sigmoid(output);
        this.labels = label.map(oneDnn::numbers);
        this.images = oneDnn.numbers(image);
        this.latents = oneDnn.numbers(latent);
        this.reconstruction = oneDnn.numbers(output);
        this.gradient = oneDnn.numbers(outputGradient);
    }

    /** Brings the weights into the primitives' layouts, unless these are here already. */
    void load(long version) {
        if (loaded != version) {
            loading.run();
            loaded = version;
        }
    }

    /** Those of the images and latents of the next calls. */
    void writeLabels(float[] source, int from, int length) {
        labels.ifPresent(numbers -> numbers.put(source, from, length));
    }

    void encode(float[] source, int from, int length) {
        images.put(source, from, length);
        encoding.run();
    }

    void readLatents(float[] target, int from, int length) {
        latents.get(target, from, length);
    }

    void writeLatents(float[] source, int from, int length) {
        latents.put(source, from, length);
    }

    void decode() {
        decoding.run();
    }

    void readReconstruction(float[] target, int from, int length) {
        reconstruction.get(target, from, length);
    }

    /** @param beforeSigmoid gradient of the loss by what the last convolution gives, {@code float[count, C, S, S]} */
    void backward(float[] beforeSigmoid) {
        gradient.put(beforeSigmoid, 0, count * configuration.imageLength());
        backward.run();
    }

    /** The same as far as the decoder's parameters. */
    void decoderBackward(float[] beforeSigmoid) {
        gradient.put(beforeSigmoid, 0, count * configuration.imageLength());
        backward.run(decoderSteps);
    }

    private memory encoder(Assembly assembly, memory image) {
        memory features = image;
        int side = configuration.side();
        for (int layer = 0; layer < depth(); layer++) {
            side /= 2;
            features = add(new ConvolutionLayer(
                    assembly,
                    Layers.convolution(layer),
                    halving,
                    Optional.of(rectifier),
                    features,
                    count,
                    configuration.convolutionChannels().get(layer),
                    side,
                    side));
        }
        return add(new LinearLayer(assembly, Layers.ENCODER_LINEAR, features, Layers.ENCODER_LABEL, label));
    }

    private memory decoder(Assembly assembly, memory latent, memory.desc imageLayout) {
        memory flat = add(new LinearLayer(assembly, Layers.DECODER_LINEAR, latent, Layers.DECODER_LABEL, label));
        int side = configuration.innerSide();
        List<Integer> channels = configuration.convolutionChannels();
        memory features = oneDnn.view(flat, 0, oneDnn.plain(count, channels.getLast(), side, side));
        for (int layer = 0; layer < depth(); layer++) {
            side *= 2;
            boolean last = layer == depth() - 1;
            memory.desc wanted = last ? imageLayout : oneDnn.any(count, channels.get(depth() - 2 - layer), side, side);
            features = add(new TransposedConvolutionLayer(
                    assembly,
                    Layers.transposedConvolution(layer),
                    halving,
                    last ? Optional.empty() : Optional.of(rectifier),
                    features,
                    wanted));
        }
        return features;
    }

    /** From the last layer to the first, whose input gradient nobody needs. */
    private void addBackward(memory outputGradient) {
        memory current = outputGradient;
        for (int layer = layers.size() - 1; layer >= 0; layer--) {
            Optional<memory> next = layers.get(layer).backward(backward, asOutput(current, layer), true, layer > 0);
            if (next.isPresent()) {
                current = next.orElseThrow();
            }
            if (layer == depth() + 1) {
                decoderSteps = backward.length();
                penaliseLatents(current);
            }
        }
    }

    /** Adds the gradient of {@code w mean |z|^2}: {@code 2 w z / N}. */
    private void penaliseLatents(memory latentGradient) {
        double weight = configuration.loss().penalty();
        if (weight > 0) {
            memory latent = layers.get(depth()).output();
            backward.addScaled(latent, latentGradient, (float) (2 * weight / count));
        }
    }

    /** The maps that a transposed convolution reads are the decoder's linear layer's vectors. */
    private memory asOutput(memory gradient, int layer) {
        if (layer != depth() + 1) {
            return gradient;
        }
        int inner = configuration.innerSide();
        memory plain = backward.converted(
                gradient,
                oneDnn.plain(count, configuration.convolutionChannels().getLast(), inner, inner));
        return oneDnn.view(plain, 0, oneDnn.plain(count, configuration.features()));
    }

    private void sigmoid(memory values) {
        memory.desc layout = oneDnn.own(values.get_desc());
        eltwise_forward.primitive_desc logistic = oneDnn.own(new eltwise_forward.primitive_desc(
                oneDnn.own(new eltwise_forward.desc(
                        prop_kind.forward_inference, algorithm.eltwise_logistic, layout, 0f, 0f)),
                oneDnn.cpu()));
        decoding.add(new eltwise_forward(logistic), Map.of(DNNL_ARG_SRC, values, DNNL_ARG_DST, values));
    }

    private memory add(Layer layer) {
        layers.add(layer);
        return layer.output();
    }

    private int depth() {
        return configuration.convolutionChannels().size();
    }
}
