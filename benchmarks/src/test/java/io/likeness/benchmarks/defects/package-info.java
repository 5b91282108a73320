/** Tests of how files of a version are edited; ONNX Runtime says what comes of it. */
@NullMarked
package io.likeness.benchmarks.defects;

import org.jspecify.annotations.NullMarked;
