/**
 * Faces as latents: drawn from a model's density, between faces, around a face and along its attributes. Called for every face that the
 * generator plans and by the benchmark that measures such faces. Everything is immutable, safe for threads, and depends on its arguments alone.
 */
@NullMarked
package io.likeness.contracts.latent;

import org.jspecify.annotations.NullMarked;
