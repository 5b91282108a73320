package io.likeness.training.onednn;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_WEIGHTS;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_WEIGHTS;

import java.util.Map;
import org.bytedeco.dnnl.global.dnnl.prop_kind;
import org.bytedeco.dnnl.inner_product_backward_weights;
import org.bytedeco.dnnl.inner_product_forward;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.post_ops;
import org.bytedeco.dnnl.primitive_attr;

/** What labels add to the output of a linear layer: an inner product of their own, without a bias. Nobody needs its input's gradient. */
final class LabelTerm {
    private final Assembly assembly;
    private final OneDnn oneDnn;
    private final ParameterMemory parameters;
    private final String name;
    private final memory labels;
    private final memory.desc labelLayout;
    private final memory.desc weightLayout;
    private final inner_product_forward.primitive_desc forward;

    /** @param output row-major vectors, to which the term is added */
    LabelTerm(Assembly assembly, String name, memory labels, memory output) {
        this.assembly = assembly;
        this.oneDnn = assembly.oneDnn();
        this.parameters = assembly.parameters();
        this.name = name;
        this.labels = labels;
        this.labelLayout = oneDnn.own(labels.get_desc());
        this.weightLayout = parameters.linearLayout(name, oneDnn.shape(labelLayout));
        this.forward = oneDnn.own(new inner_product_forward.primitive_desc(
                oneDnn.own(new inner_product_forward.desc(
                        prop_kind.forward_training, labelLayout, anyWeight(), oneDnn.own(output.get_desc()))),
                added(),
                oneDnn.cpu()));
        memory weight = parameters.weight(name, weightLayout);
        assembly.forward()
                .add(
                        new inner_product_forward(forward),
                        Map.of(
                                DNNL_ARG_SRC,
                                labels,
                                DNNL_ARG_WEIGHTS,
                                assembly.loading().converted(weight, oneDnn.own(forward.weights_desc())),
                                DNNL_ARG_DST,
                                output));
    }

    /** @param gradient of the loss by the linear layer's output, row-major */
    void weightGradients(Program program, memory gradient) {
        inner_product_backward_weights.primitive_desc backward =
                oneDnn.own(new inner_product_backward_weights.primitive_desc(
                        oneDnn.own(new inner_product_backward_weights.desc(
                                labelLayout, anyWeight(), oneDnn.own(gradient.get_desc()))),
                        oneDnn.cpu(),
                        forward));
        memory flat = parameters.weightGradient(name, weightLayout);
        memory target = assembly.gradientTarget(flat, oneDnn.own(backward.diff_weights_desc()));
        program.add(
                new inner_product_backward_weights(backward),
                Map.of(DNNL_ARG_SRC, labels, DNNL_ARG_DIFF_DST, gradient, DNNL_ARG_DIFF_WEIGHTS, target));
        program.collect(target, flat);
    }

    private primitive_attr added() {
        post_ops sum = oneDnn.own(new post_ops());
        sum.append_sum(1f, memory.data_type.undef);
        primitive_attr attributes = oneDnn.own(new primitive_attr());
        attributes.set_post_ops(sum);
        return attributes;
    }

    private memory.desc anyWeight() {
        return oneDnn.any(oneDnn.shape(weightLayout));
    }
}
