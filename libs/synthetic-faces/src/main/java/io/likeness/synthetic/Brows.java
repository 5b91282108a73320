package io.likeness.synthetic;

/** Eyebrows: a tapering arch of short hairs. */
final class Brows {
    private static final double HALF_LENGTH = 0.33;

    private Brows() {}

    static void paint(Skin skin, HeadSurface head, Anatomy anatomy, FaceAttributes attributes) {
        Noise noise = new Noise(anatomy.texture() + 3);
        Colour hair = anatomy.hair().times(0.62).mix(Colour.of(0x2a1d17), 0.35);
        double lift = 0.02 * attributes.smile();
        for (int i : head.near) {
            double side = Math.abs(head.u[i]);
            double along = (side - anatomy.eyeGap() - 0.015) / HALF_LENGTH;
            if (head.inside[i] < 0 || Math.abs(along) > 1.2 || head.v[i] > 0.1) {
                continue;
            }
            double peak = along - 0.25;
            double line = anatomy.browHeight() - lift - anatomy.browArch() * (1 - peak * peak * 0.9);
            double thick = anatomy.browThickness() * (1.25 - 0.6 * Curve.step(0, 1.1, along));
            double away = (head.v[i] - line + 0.012 * noise.at(side * 20, 7)) / (1.5 * thick);
            double ends = Curve.step(-1.12, -0.55, along) * Curve.step(1.12, 0.7, along);
            double hairs = 0.85 + 0.2 * noise.at(side * 14 + head.v[i] * 9, head.v[i] * 9);
            double cover = Curve.clamp(Curve.bump(away * away) * 1.25) * ends * hairs;
            skin.paint(i, hair, Curve.clamp(0.74 * cover));
            skin.gloss[i] *= (float) (1 - 0.7 * Curve.clamp(cover));
        }
    }
}
