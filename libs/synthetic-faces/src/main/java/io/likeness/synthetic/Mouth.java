package io.likeness.synthetic;

/** Lips, the line between them, and teeth when the mouth is open. */
final class Mouth {
    private static final Colour TEETH = Colour.of(0xece4d8);
    private static final Colour CAVITY = Colour.of(0x3a1512);
    private static final Colour LIPSTICK = Colour.of(0xa32c3c);

    private final double height;
    private final double halfWidth;
    private final double lift;
    private final double gap;
    private final double upperLip;
    private final double lowerLip;
    private final Colour lip;
    private final Colour line;

    private Mouth(Anatomy anatomy, FaceAttributes attributes) {
        double smile = attributes.smile();
        height = anatomy.mouthHeight();
        halfWidth = anatomy.mouthWidth() * (1 + 0.24 * smile);
        lift = 0.125 * smile + 0.012;
        gap = 0.175 * attributes.mouthOpen();
        upperLip = 0.082 * anatomy.lips() * (1 - 0.2 * smile);
        lowerLip = 0.115 * anatomy.lips() * (1 - 0.15 * smile);
        Colour natural = anatomy.skin().times(new Colour(0.86, 0.62, 0.62));
        lip = attributes.lipstick() ? natural.mix(LIPSTICK, 0.6) : natural;
        line = lip.times(0.35);
    }

    static void paint(Skin skin, HeadSurface head, Anatomy anatomy, FaceAttributes attributes, Canvas canvas) {
        Mouth mouth = new Mouth(anatomy, attributes);
        double shift = head.parallax(0.06);
        for (int i : head.near) {
            double along = (head.u[i] - shift) / mouth.halfWidth;
            double v = head.v[i];
            if (head.inside[i] > 0 && Math.abs(along) < 1.25 && Math.abs(v - mouth.height) < 0.4) {
                mouth.sample(skin, canvas, i, along, v);
            }
        }
    }

    private void sample(Skin skin, Canvas canvas, int i, double along, double v) {
        double square = along * along;
        double rest = Math.max(0, 1 - square);
        double middle = height + 0.45 * lift - lift * square;
        double bow = 1
                - 0.28 * Curve.bump(square * 16)
                + 0.12 * Curve.bump((Math.abs(along) - 0.3) * (Math.abs(along) - 0.3) * 16);
        double open = gap / 2 * rest;
        double upper = middle - open - upperLip * rest * bow;
        double lower = middle + open + lowerLip * rest * (1 + 0.25 * rest);
        double inLips = Math.min(v - upper, lower - v);
        double ends = Curve.step(1.04, 0.9, Math.abs(along));
        double cover = canvas.cover(inLips) * ends;
        skin.paint(i, v < middle ? lip.times(0.86) : lip, cover * 0.92);
        skin.gloss[i] += (float) (0.25 * cover * Curve.bump(along, v - middle - open - lowerLip * 0.55, 0.5, 0.05));
        if (gap > 0.02) {
            cavity(skin, canvas, i, along, v - middle, open * 1.1 + 0.008);
        }
        double dark = Math.max(0.012, canvas.step);
        double away = (Math.abs(v - middle) - (gap > 0.02 ? open : 0)) / (dark * 1.6);
        double strength = Curve.bump(away * away) * Curve.step(1.1, 0.95, Math.abs(along));
        skin.paint(i, line, (gap > 0.02 ? 0.3 : 0.62) * strength);
        skin.shade(i, 0.35 * Curve.bump(Math.abs(along) - 1.04, v - middle, 0.16, 0.06));
        skin.shade(i, 0.2 * Curve.bump(along, v - lower - 0.06, 0.7, 0.07));
    }

    private void cavity(Skin skin, Canvas canvas, int i, double along, double v, double half) {
        double cover = canvas.cover(half - Math.abs(v)) * Curve.step(1, 0.85, Math.abs(along));
        if (cover == 0) {
            return;
        }
        skin.paint(i, CAVITY, cover);
        double teeth = Curve.step(0.95, 0.6, Math.abs(along)) * canvas.cover(0.45 * gap - v);
        double row = 0.9 - 0.25 * along * along + 0.1 * v / Math.max(half, 0.01);
        skin.paint(i, TEETH.times(row), cover * teeth * 0.95);
        skin.flatten(i, cover);
    }
}
