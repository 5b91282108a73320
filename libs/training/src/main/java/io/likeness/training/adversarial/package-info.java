/**
 * The light adversarial stage: a patch discriminator sharpens the decoder on faces sampled from the fitted density, while encoder and density
 * stand still. Called by the engine after the density is fitted; for one thread, which deals work to the replicas.
 */
@NullMarked
package io.likeness.training.adversarial;

import org.jspecify.annotations.NullMarked;
