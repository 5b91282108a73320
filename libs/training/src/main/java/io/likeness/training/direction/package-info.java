/**
 * Finds the ways through latent space along which one label changes. Used by the training run. Every call is independent and safe for
 * threads.
 */
@NullMarked
package io.likeness.training.direction;

import org.jspecify.annotations.NullMarked;
