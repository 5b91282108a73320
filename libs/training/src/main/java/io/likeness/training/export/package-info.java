/**
 * The trained network as ONNX files, and the proof that ONNX Runtime computes with them what ND4J does. Used at the end of a
 * training. Exports are deterministic to the byte; every type is safe for threads.
 */
@NullMarked
package io.likeness.training.export;

import org.jspecify.annotations.NullMarked;
