package io.likeness.contracts.dataset;

import io.likeness.contracts.Require;

/**
 * A centred square whose side is {@code pixels / of} of the image's shorter side. CelebA's usual crop is 140 of 178; 1 of 1 is
 * the largest square.
 */
public record CentreCrop(int pixels, int of) {
    public CentreCrop {
        Require.between("crop.of", of, 1, 100_000);
        Require.between("crop.pixels", pixels, 1, of);
    }
}
