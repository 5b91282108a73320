package io.likeness.synthetic;

/** Nostrils, the creases round them, and the shadow that the nose throws. */
final class Nose {
    private Nose() {}

    static void paint(Skin skin, HeadSurface head, Anatomy anatomy, Scene scene) {
        Colour nostril = anatomy.skin().times(new Colour(0.3, 0.2, 0.18));
        double shift = head.parallax(0.1);
        double wide = anatomy.noseWidth();
        double tip = anatomy.noseLength();
        for (int i : head.near) {
            double u = head.u[i] - shift;
            double v = head.v[i] - tip;
            if (head.inside[i] < 0 || v < -0.9 || v > 0.5) {
                continue;
            }
            double side = Math.abs(u);
            skin.paint(i, nostril, 0.8 * Curve.bump(side - 0.095 * wide, v - 0.1 + 0.1 * side, 0.07 * wide, 0.045));
            skin.shade(i, 0.3 * Curve.bump(side - 0.225 * wide, v - 0.06, 0.06, 0.12));
            skin.shade(i, 0.34 * Curve.bump(u + 0.12 * scene.lightX(), v - 0.17, 0.26 * wide, 0.13));
            double lee = u * (scene.lightX() > 0 ? -1 : 1);
            skin.shade(i, 0.42 * Math.abs(scene.lightX()) * Curve.bump(lee - 0.2 * wide, v + 0.12, 0.2, 0.42));
            skin.gloss[i] +=
                    (float) (0.2 * Curve.bump(u, v + 0.03, 0.12, 0.12) + 0.1 * Curve.bump(u, v + 0.4, 0.07, 0.4));
        }
    }
}
