package io.likeness.synthetic;

/** Lines of age and of a smile. */
final class Wrinkles {
    private Wrinkles() {}

    static void paint(Skin skin, HeadSurface head, Anatomy anatomy, FaceAttributes attributes) {
        Noise noise = new Noise(anatomy.texture() + 2);
        double age = attributes.age();
        double fold = 0.03 + 0.28 * age + 0.2 * attributes.smile();
        double eye = anatomy.eyeGap();
        for (int i : head.near) {
            if (head.inside[i] < 0) {
                continue;
            }
            double side = Math.abs(head.u[i]);
            double v = head.v[i];
            skin.shade(i, fold * smileFold(side, v, anatomy, attributes.smile()));
            skin.shade(i, (0.1 + 0.2 * age) * crescent(side - eye, v - 0.15));
            if (age > 0.15) {
                skin.shade(i, 0.3 * age * forehead(head.u[i], v, anatomy, noise));
                skin.shade(i, 0.3 * age * crow(side - eye - 0.32, v));
            }
        }
    }

    /** From the wing of the nose to beside the mouth's corner, bowed outwards. */
    private static double smileFold(double side, double v, Anatomy anatomy, double smile) {
        double top = anatomy.noseLength() + 0.02;
        double bottom = anatomy.mouthHeight() + 0.06;
        double t = (v - top) / (bottom - top);
        if (t < 0 || t > 1) {
            return 0;
        }
        double line = 0.26 * anatomy.noseWidth() + (0.24 + 0.06 * smile) * t * (1.4 - 0.4 * t);
        double away = (side - line) / 0.06;
        return Curve.bump(away * away) * 4 * t * (1 - t);
    }

    private static double crescent(double x, double y) {
        double away = (y + 0.55 * x * x) / 0.05;
        return Curve.bump(away * away) * Curve.bump(x * x * 18);
    }

    private static double forehead(double u, double v, Anatomy anatomy, Noise noise) {
        double spacing = 0.13;
        double wave = v + 0.05 * noise.at(u * 2.2, 3) + 0.03 * u * u;
        double phase = wave / spacing - Math.floor(wave / spacing) - 0.5;
        double centre = (anatomy.browHeight() + anatomy.hairline()) / 2;
        return Curve.bump(phase * phase * 9) * Curve.bump(u, v - centre, 0.75, 0.28);
    }

    private static double crow(double x, double y) {
        double ray = y / (0.3 * Math.abs(x) + 0.08) * 2.2;
        double phase = ray - Math.floor(ray) - 0.5;
        return Curve.bump(phase * phase * 7) * Curve.bump(x, y, 0.16, 0.14);
    }
}
