/**
 * Faces as latents: drawn from a model's density, between faces, around a face and along its attributes. Called for every face that is
 * planned. Everything is immutable, safe for threads, and depends on its arguments alone.
 */
@NullMarked
package io.likeness.generator.latent;

import org.jspecify.annotations.NullMarked;
