package io.likeness.training.onednn;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_BIAS;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_WEIGHTS;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_MEAN;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SHIFT;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_VARIANCE;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_WEIGHTS;
import static org.bytedeco.dnnl.global.dnnl.dnnl_forward_inference;
import static org.bytedeco.dnnl.global.dnnl.dnnl_use_global_stats;
import static org.bytedeco.dnnl.global.dnnl.dnnl_use_shift;

import java.util.Map;
import java.util.Optional;
import org.bytedeco.dnnl.batch_normalization_forward;
import org.bytedeco.dnnl.deconvolution_backward_data;
import org.bytedeco.dnnl.deconvolution_backward_weights;
import org.bytedeco.dnnl.deconvolution_forward;
import org.bytedeco.dnnl.global.dnnl.algorithm;
import org.bytedeco.dnnl.global.dnnl.prop_kind;
import org.bytedeco.dnnl.memory;
import org.bytedeco.javacpp.FloatPointer;

/**
 * A transposed convolution that doubles the side, with its rectifier, or, the last one, with none: what follows that is not this layer's.
 * oneDNN 2.5 adds the bias of one, and broadcasts in general, in reference code that takes longer than the convolution; the shift of a batch
 * normalisation with mean 0 and variance 1 gives the same numbers at the speed of memory.
 */
final class TransposedConvolutionLayer implements Layer {
    /** Added to the variance, 1 less as much, which is exact; the layout's unused channels have none and must not become infinite. */
    private static final float EPSILON = 1f / 1024;

    private final Assembly assembly;
    private final OneDnn oneDnn;
    private final String name;
    private final Halving halving;
    private final Optional<Rectifier> rectifier;
    private final memory.desc inputLayout;
    private final memory.desc weightLayout;
    private final memory weight;
    private final deconvolution_forward.primitive_desc forward;
    private final memory input;
    private final memory.desc outputLayout;
    private final memory output;

    TransposedConvolutionLayer(
            Assembly assembly,
            String name,
            Halving halving,
            Optional<Rectifier> rectifier,
            memory given,
            memory.desc wantedOutput) {
        this.assembly = assembly;
        this.oneDnn = assembly.oneDnn();
        this.name = name;
        this.halving = halving;
        this.rectifier = rectifier;
        this.weightLayout = assembly.parameters().kernelLayout(name, true);
        this.weight = assembly.parameters().weight(name, weightLayout);
        this.forward = oneDnn.own(new deconvolution_forward.primitive_desc(
                oneDnn.own(new deconvolution_forward.desc(
                        prop_kind.forward_training,
                        algorithm.deconvolution_direct,
                        oneDnn.any(oneDnn.shape(oneDnn.own(given.get_desc()))),
                        anyWeight(),
                        wantedOutput,
                        halving.strides(),
                        halving.before(),
                        halving.after())),
                oneDnn.cpu()));
        this.inputLayout = oneDnn.own(forward.src_desc());
        this.input = assembly.forward().converted(given, inputLayout);
        this.outputLayout = oneDnn.own(forward.dst_desc());
        this.output = oneDnn.allocate(outputLayout);
        memory.desc forwardWeights = oneDnn.own(forward.weights_desc());
        assembly.forward()
                .add(
                        new deconvolution_forward(forward),
                        Map.of(
                                DNNL_ARG_SRC,
                                input,
                                DNNL_ARG_WEIGHTS,
                                assembly.loading().converted(weight, forwardWeights),
                                DNNL_ARG_DST,
                                output));
        addBias();
        rectifier.ifPresent(present -> present.inPlace(assembly.forward(), output));
    }

    @Override
    public memory output() {
        return output;
    }

    @Override
    public Optional<memory> backward(Program program, memory gradient, boolean weightsWanted, boolean inputWanted) {
        memory before = program.converted(gradient, outputLayout);
        rectifier.ifPresent(present -> present.backward(program, output, before));
        if (weightsWanted) {
            weightGradients(program, before);
        }
        return inputWanted ? Optional.of(inputGradient(program, before)) : Optional.empty();
    }

    private void addBias() {
        batch_normalization_forward.primitive_desc shift = oneDnn.own(new batch_normalization_forward.primitive_desc(
                oneDnn.own(new batch_normalization_forward.desc(
                        dnnl_forward_inference, outputLayout, EPSILON, dnnl_use_global_stats | dnnl_use_shift)),
                oneDnn.cpu()));
        memory mean = oneDnn.allocate(oneDnn.own(shift.mean_desc()));
        memory variance = oneDnn.allocate(oneDnn.own(shift.variance_desc()));
        FloatPointer ones = oneDnn.numbers(variance);
        for (long i = 0; i < ones.capacity(); i++) {
            ones.put(i, 1f - EPSILON);
        }
        assembly.forward()
                .add(
                        new batch_normalization_forward(shift),
                        Map.of(
                                DNNL_ARG_SRC,
                                output,
                                DNNL_ARG_MEAN,
                                mean,
                                DNNL_ARG_VARIANCE,
                                variance,
                                DNNL_ARG_SHIFT,
                                assembly.parameters().bias(name),
                                DNNL_ARG_DST,
                                output));
    }

    private void weightGradients(Program program, memory before) {
        deconvolution_backward_weights.primitive_desc backward =
                oneDnn.own(new deconvolution_backward_weights.primitive_desc(
                        oneDnn.own(new deconvolution_backward_weights.desc(
                                algorithm.deconvolution_direct,
                                anyInput(),
                                anyWeight(),
                                assembly.parameters().biasLayout(name),
                                anyOutput(),
                                halving.strides(),
                                halving.before(),
                                halving.after())),
                        oneDnn.cpu(),
                        forward));
        memory flat = assembly.parameters().weightGradient(name, weightLayout);
        memory target = assembly.gradientTarget(flat, oneDnn.own(backward.diff_weights_desc()));
        program.add(
                new deconvolution_backward_weights(backward),
                Map.of(
                        DNNL_ARG_SRC,
                        program.converted(input, oneDnn.own(backward.src_desc())),
                        DNNL_ARG_DIFF_DST,
                        program.converted(before, oneDnn.own(backward.diff_dst_desc())),
                        DNNL_ARG_DIFF_WEIGHTS,
                        target,
                        DNNL_ARG_DIFF_BIAS,
                        assembly.parameters().biasGradient(name)));
        program.collect(target, flat);
    }

    private memory inputGradient(Program program, memory before) {
        deconvolution_backward_data.primitive_desc backward = oneDnn.own(new deconvolution_backward_data.primitive_desc(
                oneDnn.own(new deconvolution_backward_data.desc(
                        algorithm.deconvolution_direct,
                        anyInput(),
                        anyWeight(),
                        anyOutput(),
                        halving.strides(),
                        halving.before(),
                        halving.after())),
                oneDnn.cpu(),
                forward));
        memory inputGradient = oneDnn.allocate(oneDnn.own(backward.diff_src_desc()));
        program.add(
                new deconvolution_backward_data(backward),
                Map.of(
                        DNNL_ARG_DIFF_DST,
                        program.converted(before, oneDnn.own(backward.diff_dst_desc())),
                        DNNL_ARG_WEIGHTS,
                        assembly.loading().converted(weight, oneDnn.own(backward.weights_desc())),
                        DNNL_ARG_DIFF_SRC,
                        inputGradient));
        return inputGradient;
    }

    private memory.desc anyInput() {
        return oneDnn.any(oneDnn.shape(inputLayout));
    }

    /** The last one's is an image, which is plain. */
    private memory.desc anyOutput() {
        return rectifier.isPresent() ? oneDnn.any(oneDnn.shape(outputLayout)) : outputLayout;
    }

    private memory.desc anyWeight() {
        return oneDnn.any(oneDnn.shape(weightLayout));
    }
}
