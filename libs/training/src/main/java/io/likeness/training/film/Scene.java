package io.likeness.training.film;

import io.likeness.imaging.ApngFrame;
import io.likeness.imaging.ImageTensor;
import java.awt.image.BufferedImage;
import java.util.List;

/**
 * What the network made of the faces and latents after one epoch. Immutable, safe for threads.
 *
 * @param stills the reconstructions, then the samples
 * @param reconstructions how many of them are reconstructions
 * @param frame of the animation
 */
record Scene(int epoch, Stills stills, int reconstructions, ApngFrame frame) {
    static final int MILLISECONDS = 250;

    static Scene of(int epoch, Stills stills, int reconstructions) {
        List<ImageTensor> images = stills.images();
        BufferedImage picture = Sheet.stack(List.of(
                Sheet.block(images.subList(0, reconstructions)),
                Sheet.block(images.subList(reconstructions, images.size()))));
        return new Scene(epoch, stills, reconstructions, ApngFrame.of(picture, MILLISECONDS));
    }

    BufferedImage row() {
        List<ImageTensor> images = stills.images();
        return Sheet.row(images.subList(0, reconstructions), images.subList(reconstructions, images.size()));
    }
}
