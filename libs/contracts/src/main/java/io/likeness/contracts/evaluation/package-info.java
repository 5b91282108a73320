/**
 * The comparison of two versions of a model on one set of real faces: model-registry asks for it, trainer-service measures. Immutable; a
 * value outside its range is refused with {@code INVALID_REQUEST} naming the field.
 */
@NullMarked
package io.likeness.contracts.evaluation;

import org.jspecify.annotations.NullMarked;
