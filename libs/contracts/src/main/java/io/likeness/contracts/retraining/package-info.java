/**
 * Models that follow a dataset by policy: what the gateway tells of it. Immutable; a value outside its range is refused with {@code
 * INVALID_REQUEST} naming the field.
 */
@NullMarked
package io.likeness.contracts.retraining;

import org.jspecify.annotations.NullMarked;
