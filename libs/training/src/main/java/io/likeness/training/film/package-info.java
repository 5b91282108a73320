/**
 * A training as a film: the same held-out faces and the same latents, decoded after each epoch. Called by the training run, which adds
 * an epoch at a time, and by its checkpoints, which keep the film. For one thread.
 */
@NullMarked
package io.likeness.training.film;

import org.jspecify.annotations.NullMarked;
