package io.likeness.training.onednn;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_BIAS;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_BIAS;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_WEIGHTS;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_WEIGHTS;

import java.util.Map;
import java.util.Optional;
import org.bytedeco.dnnl.convolution_backward_data;
import org.bytedeco.dnnl.convolution_backward_weights;
import org.bytedeco.dnnl.convolution_forward;
import org.bytedeco.dnnl.global.dnnl.algorithm;
import org.bytedeco.dnnl.global.dnnl.prop_kind;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.primitive_attr;

/** A convolution that halves the side, with its rectifier, if it has one. */
final class ConvolutionLayer implements Layer {
    private static final int COLOURS = 3;

    private final Assembly assembly;
    private final OneDnn oneDnn;
    private final String name;
    private final Halving halving;
    private final Optional<Rectifier> rectifier;
    private final memory input;
    private final memory.desc anyInput;
    private final memory.desc weightLayout;
    private final memory weight;
    private final convolution_forward.primitive_desc forward;
    private final memory output;

    /** @param outputShape {@code [N, C, H, W]} */
    ConvolutionLayer(
            Assembly assembly,
            String name,
            Halving halving,
            Optional<Rectifier> rectifier,
            memory given,
            long... outputShape) {
        this.assembly = assembly;
        this.oneDnn = assembly.oneDnn();
        this.name = name;
        this.halving = halving;
        this.rectifier = rectifier;
        memory.desc givenLayout = oneDnn.own(given.get_desc());
        // A plain image of 1 or 3 channels is what the first convolution's kernels read best.
        this.anyInput = oneDnn.shape(givenLayout)[1] > COLOURS ? oneDnn.any(oneDnn.shape(givenLayout)) : givenLayout;
        this.weightLayout = assembly.parameters().kernelLayout(name, false);
        this.weight = assembly.parameters().weight(name, weightLayout);
        this.forward = oneDnn.own(new convolution_forward.primitive_desc(
                oneDnn.own(new convolution_forward.desc(
                        prop_kind.forward_training,
                        algorithm.convolution_direct,
                        anyInput,
                        anyWeight(),
                        assembly.parameters().biasLayout(name),
                        oneDnn.any(outputShape),
                        halving.strides(),
                        halving.before(),
                        halving.after())),
                rectifier.map(Rectifier::fused).orElseGet(() -> oneDnn.own(new primitive_attr())),
                oneDnn.cpu()));
        this.input = assembly.forward().converted(given, oneDnn.own(forward.src_desc()));
        this.output = oneDnn.allocate(oneDnn.own(forward.dst_desc()));
        assembly.forward()
                .add(
                        new convolution_forward(forward),
                        Map.of(
                                DNNL_ARG_SRC,
                                input,
                                DNNL_ARG_WEIGHTS,
                                assembly.loading().converted(weight, oneDnn.own(forward.weights_desc())),
                                DNNL_ARG_BIAS,
                                assembly.parameters().bias(name),
                                DNNL_ARG_DST,
                                output));
    }

    @Override
    public memory output() {
        return output;
    }

    @Override
    public Optional<memory> backward(Program program, memory gradient, boolean weightsWanted, boolean inputWanted) {
        memory.desc outputLayout = oneDnn.own(output.get_desc());
        memory before = program.converted(gradient, outputLayout);
        rectifier.ifPresent(present -> present.backward(program, output, before));
        if (weightsWanted) {
            weightGradients(program, before);
        }
        return inputWanted ? Optional.of(inputGradient(program, before)) : Optional.empty();
    }

    private void weightGradients(Program program, memory before) {
        convolution_backward_weights.primitive_desc backward =
                oneDnn.own(new convolution_backward_weights.primitive_desc(
                        oneDnn.own(new convolution_backward_weights.desc(
                                algorithm.convolution_direct,
                                anyInput,
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
                new convolution_backward_weights(backward),
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
        convolution_backward_data.primitive_desc backward = oneDnn.own(new convolution_backward_data.primitive_desc(
                oneDnn.own(new convolution_backward_data.desc(
                        algorithm.convolution_direct,
                        anyInput,
                        anyWeight(),
                        anyOutput(),
                        halving.strides(),
                        halving.before(),
                        halving.after())),
                oneDnn.cpu(),
                forward));
        memory inputGradient = oneDnn.allocate(oneDnn.own(backward.diff_src_desc()));
        program.add(
                new convolution_backward_data(backward),
                Map.of(
                        DNNL_ARG_DIFF_DST,
                        program.converted(before, oneDnn.own(backward.diff_dst_desc())),
                        DNNL_ARG_WEIGHTS,
                        assembly.loading().converted(weight, oneDnn.own(backward.weights_desc())),
                        DNNL_ARG_DIFF_SRC,
                        inputGradient));
        return inputGradient;
    }

    private memory.desc anyOutput() {
        return oneDnn.any(oneDnn.shape(oneDnn.own(output.get_desc())));
    }

    private memory.desc anyWeight() {
        return oneDnn.any(oneDnn.shape(weightLayout));
    }
}
