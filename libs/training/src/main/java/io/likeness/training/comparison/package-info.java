/**
 * Compares two versions of a model as a user has them, ONNX files and density, on one set of real faces and with the same seeds. What differs between
 * them is therefore neither the luck of sampling nor that of the faces. Faces are looked at in grey and at the judge's size, so that versions of
 * different shapes can be compared.
 */
@NullMarked
package io.likeness.training.comparison;

import org.jspecify.annotations.NullMarked;
