package io.likeness.synthetic;

/** Colour of bare skin: flush of cheeks and nose, mottling, darker round the eyes. */
final class Complexion {
    private static final Colour FLUSH = new Colour(1.04, 0.84, 0.82);

    private Complexion() {}

    static void paint(Skin skin, HeadSurface head, Anatomy anatomy, FaceAttributes attributes) {
        Noise noise = new Noise(anatomy.texture());
        Colour flush = anatomy.skin().times(FLUSH);
        Colour dark = anatomy.skin().times(0.7);
        double rouge = attributes.lipstick() ? 0.5 : 0.3;
        for (int i : head.near) {
            double u = head.u[i];
            double v = head.v[i];
            double side = Math.abs(u);
            double warm = Curve.bump(side - 0.6, v - 0.5, 0.45, 0.4) + 0.7 * Curve.bump(u, v - 0.5, 0.3, 0.3);
            skin.paint(i, flush, rouge * Math.min(1, warm));
            skin.paint(i, dark, 0.22 * Curve.bump(side - anatomy.eyeGap(), v - 0.04, 0.32, 0.24));
            double mottle = 0.035 * noise.at(u * 3.1 + 40, v * 3.1) + 0.025 * noise.at(u * 11, v * 11 + 9);
            skin.shade(i, -mottle);
        }
    }
}
