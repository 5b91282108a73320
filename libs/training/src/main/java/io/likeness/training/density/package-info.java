/**
 * Fits the density from which latents are sampled, and makes it as wide as samples need. Used by the training run. Pure Java, deterministic for
 * a seed; every call is independent and safe for threads.
 */
@NullMarked
package io.likeness.training.density;

import org.jspecify.annotations.NullMarked;
