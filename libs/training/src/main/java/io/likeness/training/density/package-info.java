/**
 * Fits the density from which latents are sampled. Used by the training run and the evaluation. Pure Java, deterministic for a
 * seed; every call is independent and safe for threads.
 */
@NullMarked
package io.likeness.training.density;

import org.jspecify.annotations.NullMarked;
