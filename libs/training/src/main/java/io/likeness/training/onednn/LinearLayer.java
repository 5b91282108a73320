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
import org.bytedeco.dnnl.global.dnnl.prop_kind;
import org.bytedeco.dnnl.inner_product_backward_data;
import org.bytedeco.dnnl.inner_product_backward_weights;
import org.bytedeco.dnnl.inner_product_forward;
import org.bytedeco.dnnl.memory;

/** A linear layer without an activation, from vectors or from maps that count as vectors, and from labels, to row-major vectors. */
final class LinearLayer implements Layer {
    private final Assembly assembly;
    private final OneDnn oneDnn;
    private final String name;
    private final memory input;
    private final memory.desc inputLayout;
    private final memory.desc weightLayout;
    private final memory.desc outputLayout;
    private final memory weight;
    private final inner_product_forward.primitive_desc forward;
    private final memory output;
    private final Optional<LabelTerm> labelTerm;

    /** @param labels {@code [N, K]}; empty for an unconditional network */
    LinearLayer(Assembly assembly, String name, memory input, String labelName, Optional<memory> labels) {
        this.assembly = assembly;
        this.oneDnn = assembly.oneDnn();
        this.name = name;
        this.input = input;
        this.inputLayout = oneDnn.own(input.get_desc());
        this.weightLayout = assembly.parameters().linearLayout(name, oneDnn.shape(inputLayout));
        this.weight = assembly.parameters().weight(name, weightLayout);
        this.outputLayout = oneDnn.plain(oneDnn.shape(inputLayout)[0], oneDnn.shape(weightLayout)[0]);
        this.forward = oneDnn.own(new inner_product_forward.primitive_desc(
                oneDnn.own(new inner_product_forward.desc(
                        prop_kind.forward_training,
                        inputLayout,
                        anyWeight(),
                        assembly.parameters().biasLayout(name),
                        outputLayout)),
                oneDnn.cpu()));
        this.output = oneDnn.allocate(outputLayout);
        assembly.forward()
                .add(
                        new inner_product_forward(forward),
                        Map.of(
                                DNNL_ARG_SRC,
                                input,
                                DNNL_ARG_WEIGHTS,
                                assembly.loading().converted(weight, oneDnn.own(forward.weights_desc())),
                                DNNL_ARG_BIAS,
                                assembly.parameters().bias(name),
                                DNNL_ARG_DST,
                                output));
        this.labelTerm = labels.map(present -> new LabelTerm(assembly, labelName, present, output));
    }

    @Override
    public memory output() {
        return output;
    }

    @Override
    public Optional<memory> backward(Program program, memory gradient, boolean weightsWanted, boolean inputWanted) {
        memory plain = program.converted(gradient, outputLayout);
        if (weightsWanted) {
            weightGradients(program, plain);
            labelTerm.ifPresent(term -> term.weightGradients(program, plain));
        }
        return inputWanted ? Optional.of(inputGradient(program, plain)) : Optional.empty();
    }

    private void weightGradients(Program program, memory gradient) {
        inner_product_backward_weights.primitive_desc backward =
                oneDnn.own(new inner_product_backward_weights.primitive_desc(
                        oneDnn.own(new inner_product_backward_weights.desc(
                                inputLayout, anyWeight(), assembly.parameters().biasLayout(name), outputLayout)),
                        oneDnn.cpu(),
                        forward));
        memory flat = assembly.parameters().weightGradient(name, weightLayout);
        memory target = assembly.gradientTarget(flat, oneDnn.own(backward.diff_weights_desc()));
        program.add(
                new inner_product_backward_weights(backward),
                Map.of(
                        DNNL_ARG_SRC,
                        input,
                        DNNL_ARG_DIFF_DST,
                        gradient,
                        DNNL_ARG_DIFF_WEIGHTS,
                        target,
                        DNNL_ARG_DIFF_BIAS,
                        assembly.parameters().biasGradient(name)));
        program.collect(target, flat);
    }

    private memory inputGradient(Program program, memory gradient) {
        inner_product_backward_data.primitive_desc backward = oneDnn.own(new inner_product_backward_data.primitive_desc(
                oneDnn.own(new inner_product_backward_data.desc(inputLayout, anyWeight(), outputLayout)),
                oneDnn.cpu(),
                forward));
        memory inputGradient = oneDnn.allocate(oneDnn.own(backward.diff_src_desc()));
        program.add(
                new inner_product_backward_data(backward),
                Map.of(
                        DNNL_ARG_DIFF_DST,
                        gradient,
                        DNNL_ARG_WEIGHTS,
                        assembly.loading().converted(weight, oneDnn.own(backward.weights_desc())),
                        DNNL_ARG_DIFF_SRC,
                        inputGradient));
        return inputGradient;
    }

    private memory.desc anyWeight() {
        return oneDnn.any(oneDnn.shape(weightLayout));
    }
}
