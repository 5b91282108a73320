package io.likeness.contracts.training;

/**
 * How training images are changed at random, anew each epoch, before the network sees them. Every choice is uniform in its range and
 * follows from the training's seed, the epoch and the image alone.
 *
 * @param rotation greatest angle in degrees, either way, 0 to 45
 * @param scaling greatest relative change of size, either way, 0 to 0.5
 * @param cropping greatest shift of the section that is seen, either way along both axes, as a share of the side, 0 to 0.25
 * @param mirroring whether every second image, by chance, is seen from behind
 */
public record Augmentation(double rotation, double scaling, double cropping, boolean mirroring) {
    public static final Augmentation NONE = new Augmentation(0, 0, 0, false);

    public Augmentation {
        within("rotation", rotation, 45);
        within("scaling", scaling, 0.5);
        within("cropping", cropping, 0.25);
    }

    private static void within(String field, double found, double most) {
        TrainingConfiguration.check(field, found, found >= 0 && found <= most, "0 to " + most);
    }
}
