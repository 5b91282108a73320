package io.likeness.training.onednn;

import org.bytedeco.dnnl.memory;

/**
 * What a layer is built into.
 *
 * @param loading copies weights into the layouts of the primitives; run after the weights have changed
 * @param forward from the layer's input to its output
 */
record Assembly(OneDnn oneDnn, ParameterMemory parameters, Program loading, Program forward) {

    Assembly withForward(Program other) {
        return new Assembly(oneDnn, parameters, loading, other);
    }

    /** Where a primitive may write a gradient of a weight: the flat vector itself, where that has the primitive's layout. */
    memory gradientTarget(memory flat, memory.desc layout) {
        return Program.same(oneDnn.own(flat.get_desc()), layout) ? flat : oneDnn.allocate(layout);
    }
}
