package io.likeness.faces;

import io.likeness.imaging.Eyes;

/**
 * A face on an upright photo, in its pixels.
 *
 * @param score how sure the detector is, 0 to 1
 * @param left of the box from brow to chin
 * @param top of the box
 * @param width of the box
 * @param height of the box
 * @param eyes where they are
 */
public record Face(double score, double left, double top, double width, double height, Eyes eyes) {
    double middleX() {
        return left + width / 2;
    }

    double middleY() {
        return top + height / 2;
    }

    double side() {
        return Math.max(width, height);
    }

    double area() {
        return width * height;
    }

    /** The area that both have, as a share of that which either has. */
    double overlap(Face other) {
        double shared = shared(other);
        return shared / (area() + other.area() - shared);
    }

    /** Whether most of the smaller one lies within the other. */
    boolean within(Face other) {
        return shared(other) > 0.6 * Math.min(area(), other.area());
    }

    private double shared(Face other) {
        double across = Math.min(left + width, other.left + other.width) - Math.max(left, other.left);
        double down = Math.min(top + height, other.top + other.height) - Math.max(top, other.top);
        return Math.max(0, across) * Math.max(0, down);
    }

    /** The same in the pixels of a photo of which the network saw a square. */
    Face onPhoto(double squareLeft, double squareTop, double scale) {
        return new Face(
                score,
                squareLeft + left * scale,
                squareTop + top * scale,
                width * scale,
                height * scale,
                eyes.seenFrom(-squareLeft / scale, -squareTop / scale, scale));
    }
}
