package io.likeness.contracts.training;

import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.Violations;

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
        Violations violations = new Violations(ErrorCode.IMPOSSIBLE_CONFIGURATION);
        within(violations, "augmentation.rotation", rotation, 45);
        within(violations, "augmentation.scaling", scaling, 0.5);
        within(violations, "augmentation.cropping", cropping, 0.25);
        violations.requireNone();
    }

    private static void within(Violations violations, String field, double found, double most) {
        violations.unless(found >= 0 && found <= most, field, "0 to " + most, found);
    }
}
