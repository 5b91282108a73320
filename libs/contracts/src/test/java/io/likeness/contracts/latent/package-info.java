/** Tests of moves through latent space. */
@NullMarked
package io.likeness.contracts.latent;

import org.jspecify.annotations.NullMarked;
