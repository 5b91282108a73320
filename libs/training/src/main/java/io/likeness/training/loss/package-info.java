/**
 * What is minimised: squared and absolute error and structural similarity, with the gradient by the reconstruction. Used by networks that
 * compute no loss of their own and by whoever measures a reconstruction. Records are immutable; a loss belongs to one thread.
 */
@NullMarked
package io.likeness.training.loss;

import org.jspecify.annotations.NullMarked;
