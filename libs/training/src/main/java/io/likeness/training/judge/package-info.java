/**
 * The judge: a small network that tells attributes of faces and in whose features distances between sets of faces are measured. It is
 * never part of a training's loss or of a choice of samples. The evaluation loads it; {@code ./likeness judge} trains it. {@link
 * io.likeness.training.judge.Judge} is safe for threads.
 */
@NullMarked
package io.likeness.training.judge;

import org.jspecify.annotations.NullMarked;
