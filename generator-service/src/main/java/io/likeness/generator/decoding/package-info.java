/**
 * Loaded models: files fetched and verified, the decoder checked, warmed up and owned by ONNX Runtime until its last lease ends.
 * Called by serving and generation. A loaded model is safe for threads; a lease belongs to one caller.
 */
@NullMarked
package io.likeness.generator.decoding;

import org.jspecify.annotations.NullMarked;
