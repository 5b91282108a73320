package io.likeness.training.onednn;

import java.util.Optional;
import org.bytedeco.dnnl.memory;

/** A layer in place: its forward steps are in the plan's program, its output is where the next layer reads it. */
interface Layer {
    memory output();

    /**
     * Adds the backward steps to a program.
     *
     * @param gradient of the loss by {@link #output()}, in any layout; may be overwritten
     * @param weightsWanted whether the gradients by the layer's parameters are needed
     * @param inputWanted whether the gradient by the layer's input is needed
     * @return the latter, if it was wanted
     */
    Optional<memory> backward(Program backward, memory gradient, boolean weightsWanted, boolean inputWanted);
}
