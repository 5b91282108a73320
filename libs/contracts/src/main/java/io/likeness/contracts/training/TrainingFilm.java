package io.likeness.contracts.training;

import io.likeness.contracts.ObjectReference;
import io.likeness.contracts.Require;

/**
 * How the same held-out faces and the same latents came out of the decoder, epoch by epoch.
 *
 * @param strip a PNG with a row an epoch
 * @param animation an animated PNG with a frame an epoch
 */
public record TrainingFilm(ObjectReference strip, ObjectReference animation) {
    public TrainingFilm {
        Require.present("strip", strip);
        Require.present("animation", animation);
    }
}
