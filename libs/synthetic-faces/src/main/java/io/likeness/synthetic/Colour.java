package io.likeness.synthetic;

/** A colour in [0, 1] per channel, in display (sRGB) values. */
record Colour(double red, double green, double blue) {
    static Colour of(int rgb) {
        return new Colour((rgb >> 16 & 0xff) / 255.0, (rgb >> 8 & 0xff) / 255.0, (rgb & 0xff) / 255.0);
    }

    static Colour grey(double value) {
        return new Colour(value, value, value);
    }

    Colour mix(Colour other, double share) {
        return new Colour(
                Curve.mix(red, other.red, share),
                Curve.mix(green, other.green, share),
                Curve.mix(blue, other.blue, share));
    }

    Colour times(double factor) {
        return new Colour(red * factor, green * factor, blue * factor);
    }

    Colour times(Colour other) {
        return new Colour(red * other.red, green * other.green, blue * other.blue);
    }

    /** The colour at {@code position} in [0, 1] along equally spaced stops. */
    static Colour along(double position, Colour... stops) {
        double at = Curve.clamp(position) * (stops.length - 1);
        int below = Math.min((int) at, stops.length - 2);
        return stops[below].mix(stops[below + 1], at - below);
    }
}
