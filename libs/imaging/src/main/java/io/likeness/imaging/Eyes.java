package io.likeness.imaging;

/**
 * Where the eyes of a face are: the middle of each, the left one of the picture first. In pixels of an upright photo, or in shares of a
 * face's side, as the user says; the first pixel's middle is at 0.5.
 */
public record Eyes(double leftX, double leftY, double rightX, double rightY) {
    /** @throws IllegalArgumentException if both are at one place, or a number is none */
    public Eyes {
        double distance = Math.hypot(rightX - leftX, rightY - leftY);
        if (!(distance > 0 && distance < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(
                    "eyes: expected two places, found %s,%s and %s,%s".formatted(leftX, leftY, rightX, rightY));
        }
    }

    /** From one to the other. */
    public double distance() {
        return Math.hypot(rightX - leftX, rightY - leftY);
    }

    /** The same seen from {@code x, y} as the origin, at another scale. */
    public Eyes seenFrom(double x, double y, double scale) {
        return new Eyes((leftX - x) * scale, (leftY - y) * scale, (rightX - x) * scale, (rightY - y) * scale);
    }

    /** The larger of the distances between the two left eyes and the two right eyes. */
    public double farthest(Eyes other) {
        return Math.max(
                Math.hypot(leftX - other.leftX, leftY - other.leftY),
                Math.hypot(rightX - other.rightX, rightY - other.rightY));
    }
}
