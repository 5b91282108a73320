package io.likeness.training.onednn;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC;

import io.likeness.contracts.training.Activation;
import java.util.Map;
import org.bytedeco.dnnl.eltwise_backward;
import org.bytedeco.dnnl.eltwise_forward;
import org.bytedeco.dnnl.global.dnnl.algorithm;
import org.bytedeco.dnnl.global.dnnl.prop_kind;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.post_ops;
import org.bytedeco.dnnl.primitive_attr;

/** ReLU or LeakyReLU: after a convolution within its primitive, after others in place, and backward from the output alone. */
record Rectifier(OneDnn oneDnn, float slope) {
    Rectifier(OneDnn oneDnn, Activation activation) {
        this(oneDnn, activation.slope());
    }

    /** For a primitive that can do it in passing. */
    primitive_attr fused() {
        post_ops after = oneDnn.own(new post_ops());
        after.append_eltwise(1f, algorithm.eltwise_relu, slope, 0f);
        primitive_attr attributes = oneDnn.own(new primitive_attr());
        attributes.set_post_ops(after);
        return attributes;
    }

    void inPlace(Program program, memory values) {
        eltwise_forward.primitive_desc forward = forward(values);
        program.add(new eltwise_forward(forward), Map.of(DNNL_ARG_SRC, values, DNNL_ARG_DST, values));
    }

    /** Turns the gradient by the rectified values into the one by what they were before. */
    void backward(Program program, memory rectified, memory gradient) {
        memory.desc layout = oneDnn.own(rectified.get_desc());
        eltwise_backward.primitive_desc backward = oneDnn.own(new eltwise_backward.primitive_desc(
                oneDnn.own(
                        new eltwise_backward.desc(algorithm.eltwise_relu_use_dst_for_bwd, layout, layout, slope, 0f)),
                oneDnn.cpu(),
                forward(rectified)));
        program.add(
                new eltwise_backward(backward),
                Map.of(DNNL_ARG_DST, rectified, DNNL_ARG_DIFF_DST, gradient, DNNL_ARG_DIFF_SRC, gradient));
    }

    private eltwise_forward.primitive_desc forward(memory values) {
        return oneDnn.own(new eltwise_forward.primitive_desc(
                oneDnn.own(new eltwise_forward.desc(
                        prop_kind.forward_training, algorithm.eltwise_relu, oneDnn.own(values.get_desc()), slope, 0f)),
                oneDnn.cpu()));
    }
}
