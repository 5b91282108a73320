/** Tests of moves through latent space. */
@NullMarked
package io.likeness.generator.latent;

import org.jspecify.annotations.NullMarked;
