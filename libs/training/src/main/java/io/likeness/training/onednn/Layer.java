package io.likeness.training.onednn;

import java.util.Optional;
import org.bytedeco.dnnl.memory;

/** A layer in place: its forward steps are in the plan's program, its output is where the next layer reads it. */
interface Layer {
    memory output();

    /**
     * Adds the backward steps to the plan.
     *
     * @param gradient of the loss by {@link #output()}, in any layout
     * @param inputWanted whether the gradient by the layer's input is needed
     * @return that gradient, if it was wanted
     */
    Optional<memory> backward(memory gradient, boolean inputWanted);
}
