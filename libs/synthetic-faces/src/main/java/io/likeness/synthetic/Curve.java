package io.likeness.synthetic;

/** Shaping functions made of +, -, *, / and square root only, which IEEE 754 rounds alike everywhere. */
final class Curve {
    private Curve() {}

    static double clamp(double value) {
        return Math.max(0, Math.min(1, value));
    }

    static double mix(double from, double to, double share) {
        return from + (to - from) * share;
    }

    /** 3 t^2 - 2 t^3 for t in [0, 1]. */
    static double ease(double t) {
        return t * t * (3 - 2 * t);
    }

    /** 0 up to {@code low}, 1 from {@code high} on, smooth between. */
    static double step(double low, double high, double value) {
        return ease(clamp((value - low) / (high - low)));
    }

    /** A smooth bump: 1 at the centre, 0 from distance 1 on; {@code squared} is the squared distance. */
    static double bump(double squared) {
        double rest = 1 - squared;
        return rest <= 0 ? 0 : rest * rest;
    }

    /** {@link #bump} of an ellipse. */
    static double bump(double x, double y, double radiusX, double radiusY) {
        double a = x / radiusX;
        double b = y / radiusY;
        return bump(a * a + b * b);
    }

    /** The smaller one, rounded off where the two meet within {@code radius}. */
    static double softMin(double a, double b, double radius) {
        double overlap = Math.max(0, radius - Math.abs(a - b)) / radius;
        return Math.min(a, b) - overlap * overlap * radius / 4;
    }
}
