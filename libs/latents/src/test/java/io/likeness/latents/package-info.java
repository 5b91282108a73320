/** Tests of densities, of what is drawn from them and of moves through latent space. */
@NullMarked
package io.likeness.latents;

import org.jspecify.annotations.NullMarked;
