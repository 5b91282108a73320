package io.likeness.synthetic;

/** Beard, moustache and stubble. */
final class Whiskers {
    private Whiskers() {}

    static void paint(Skin skin, HeadSurface head, Anatomy anatomy, FaceAttributes attributes) {
        Beard beard = attributes.beard();
        double dense = switch (beard) {
            case NONE -> attributes.masculine() ? 0.05 : 0;
            case STUBBLE -> 0.36;
            case MOUSTACHE, GOATEE, FULL -> 0.88;
        };
        if (dense == 0) {
            return;
        }
        Noise noise = new Noise(anatomy.texture() + 5);
        Colour hair = anatomy.hair().times(0.8);
        double mouth = anatomy.mouthHeight();
        for (int i : head.near) {
            double u = head.u[i];
            double v = head.v[i];
            if (v < -0.1) {
                continue;
            }
            double rough = noise.at(u * 16, v * 9);
            double place = region(beard, Math.abs(u) + 0.02 * rough, v + 0.03 * rough, mouth);
            double cover = dense * place * (0.9 + 0.22 * rough);
            skin.paint(i, hair.times(1 + 0.35 * rough), Curve.clamp(cover));
            skin.gloss[i] *= (float) (1 - 0.8 * place * dense);
        }
    }

    private static double region(Beard beard, double side, double v, double mouth) {
        double lip = Curve.step(mouth - 0.34, mouth - 0.22, v);
        double moustache = lip * Curve.step(0.46, 0.34, side) * Curve.step(mouth + 0.02, mouth - 0.04, v);
        double chin = Curve.step(mouth + 0.02, mouth + 0.16, v) * Curve.step(0.42, 0.3, side);
        double corners = Curve.bump(side - 0.42, v - mouth - 0.08, 0.13, 0.3);
        return switch (beard) {
            case MOUSTACHE -> moustache;
            case GOATEE -> Math.min(1, moustache + chin + corners);
            case NONE, STUBBLE, FULL -> Math.min(1, moustache + full(side, v, mouth));
        };
    }

    private static double full(double side, double v, double mouth) {
        double edge =
                mouth - 0.22 + 0.16 * Curve.bump((side - 0.5) * (side - 0.5) * 12) - 0.55 * Curve.step(0.6, 1.0, side);
        return Curve.step(edge - 0.1, edge + 0.16, v);
    }
}
