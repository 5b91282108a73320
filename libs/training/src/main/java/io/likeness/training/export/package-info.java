/**
 * The trained network as ONNX files, the proof that ONNX Runtime computes with them what the network does, and the way back from files
 * to weights. Used at the end of a training, and at the start of one that has a base. Exports are deterministic to the byte; every type is safe for threads.
 */
@NullMarked
package io.likeness.training.export;

import org.jspecify.annotations.NullMarked;
