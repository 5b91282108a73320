package io.likeness.training.onednn;

import io.likeness.training.network.DiscriminatorDesign;
import io.likeness.training.network.Layers;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bytedeco.dnnl.memory;
import org.bytedeco.javacpp.FloatPointer;

/** All that a discriminator does with one number of images: the programs, and the memory between them. */
final class DiscriminatorPlan {
    private final OneDnn oneDnn;
    private final Program loading;
    private final Program forward;
    private final Program weightsBackward;
    private final Program imagesBackward;
    private final List<Layer> layers = new ArrayList<>();
    private final FloatPointer images;
    private final FloatPointer logits;
    private final FloatPointer logitGradients;
    private final FloatPointer imageGradients;
    private final int imageNumbers;
    private final int logitNumbers;
    private long loaded = -1;

    DiscriminatorPlan(OneDnn oneDnn, DiscriminatorDesign design, ParameterMemory parameters, int count) {
        this.oneDnn = oneDnn;
        this.loading = new Program(oneDnn);
        this.forward = new Program(oneDnn);
        this.weightsBackward = new Program(oneDnn);
        this.imagesBackward = new Program(oneDnn);
        this.imageNumbers = count * design.imageLength();
        this.logitNumbers = count * design.logits();
        memory.desc imageLayout = oneDnn.plain(count, design.channels(), design.side(), design.side());
        memory.desc logitLayout = oneDnn.plain(count, design.maps(), design.logitSide(), design.logitSide());
        memory image = oneDnn.allocate(imageLayout);
        memory logit = forward.converted(layers(design, parameters, count, image), logitLayout);
        memory logitGradient = oneDnn.allocate(logitLayout);
        backward(weightsBackward, logitGradient, true);
        memory imageGradient = imagesBackward.converted(
                backward(imagesBackward, logitGradient, false).orElseThrow(), imageLayout);
        this.images = oneDnn.numbers(image);
        this.logits = oneDnn.numbers(logit);
        this.logitGradients = oneDnn.numbers(logitGradient);
        this.imageGradients = oneDnn.numbers(imageGradient);
    }

    /** Brings the weights into the primitives' layouts, unless these are here already. */
    void load(long version) {
        if (loaded != version) {
            loading.run();
            loaded = version;
        }
    }

    float[] logits(float[] source) {
        images.put(source, 0, imageNumbers);
        forward.run();
        float[] result = new float[logitNumbers];
        logits.get(result);
        return result;
    }

    void weightGradients(float[] byLogits) {
        logitGradients.put(byLogits, 0, logitNumbers);
        weightsBackward.run();
    }

    void imageGradients(float[] byLogits, float[] target) {
        logitGradients.put(byLogits, 0, logitNumbers);
        imagesBackward.run();
        imageGradients.get(target, 0, imageNumbers);
    }

    private memory layers(DiscriminatorDesign design, ParameterMemory parameters, int count, memory image) {
        Assembly assembly = new Assembly(oneDnn, parameters, loading, forward);
        Halving halving = new Halving(design.kernel());
        Optional<Rectifier> rectifier = Optional.of(new Rectifier(oneDnn, DiscriminatorDesign.SLOPE));
        memory features = image;
        int side = design.side();
        for (int layer = 0; layer < design.convolutionChannels().size(); layer++) {
            side /= 2;
            int channels = design.convolutionChannels().get(layer);
            String name = Layers.discriminatorConvolution(layer);
            features = add(
                    new ConvolutionLayer(assembly, name, halving, rectifier, features, count, channels, side, side));
        }
        return add(new ConvolutionLayer(
                assembly,
                Layers.LOGIT_CONVOLUTION,
                halving,
                Optional.empty(),
                features,
                count,
                design.maps(),
                side / 2,
                side / 2));
    }

    /** @return the gradient by the images, where those of the weights are not wanted */
    private Optional<memory> backward(Program program, memory logitGradient, boolean weightsWanted) {
        Optional<memory> current = Optional.of(logitGradient);
        for (int layer = layers.size() - 1; layer >= 0; layer--) {
            boolean inputWanted = layer > 0 || !weightsWanted;
            current = layers.get(layer).backward(program, current.orElseThrow(), weightsWanted, inputWanted);
        }
        return current;
    }

    private memory add(Layer layer) {
        layers.add(layer);
        return layer.output();
    }
}
