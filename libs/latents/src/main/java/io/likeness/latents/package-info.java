/**
 * Faces as latents: a model's density and the numbers drawn from it, faces between faces, around a face and along its attributes. The trainer
 * writes densities and draws from them, the generator draws every face that it plans. Everything depends on its arguments alone and, but for
 * {@link io.likeness.latents.RandomStream}, is immutable and safe for threads.
 */
@NullMarked
package io.likeness.latents;

import org.jspecify.annotations.NullMarked;
