package io.likeness.synthetic;

/** Glasses: two rims, a bridge, temples, a faint reflection. */
final class Glasses {
    private static final Colour[] FRAMES = {Colour.of(0x14110f), Colour.of(0x2c1d16), Colour.of(0x54504c)};

    private final double halfWidth;
    private final double halfHeight;
    private final double corner;
    private final double rim;
    private final double centre;
    private final Colour colour;

    private Glasses(Anatomy anatomy, double finest) {
        SeededStream stream = new SeededStream(anatomy.texture(), 23);
        halfWidth = stream.between(0.31, 0.38);
        halfHeight = stream.between(0.21, 0.3);
        corner = stream.between(0.4, 1) * halfHeight;
        rim = Math.max(stream.between(0.02, 0.045), 1.1 * finest);
        centre = Math.max(anatomy.eyeGap(), halfWidth + 0.09);
        colour = FRAMES[stream.pick(2, 1, 1)];
    }

    static void paint(Canvas canvas, HeadSurface head, Anatomy anatomy, Scene scene) {
        Glasses glasses = new Glasses(anatomy, canvas.step);
        double shift = head.parallax(0.14);
        for (int i : head.near) {
            double u = head.u[i] - shift;
            double v = head.v[i] - 0.05;
            if (Math.abs(v) < 0.5 && head.inside[i] > -0.08) {
                glasses.sample(canvas, i, u, v, anatomy.width(), scene);
            }
        }
    }

    private void sample(Canvas canvas, int i, double u, double v, double width, Scene scene) {
        double side = Math.abs(u);
        double outside = lens(side - centre, v);
        double glass = canvas.cover(-outside);
        canvas.blend(i, 0.12, 0.13, 0.14, 0.07 * glass);
        double sheen = u * 0.6 + v + 0.25 * scene.lightX();
        canvas.blend(i, 1, 1, 1, 0.13 * glass * Curve.bump((sheen + 0.12) * (sheen + 0.12) * 60));
        double bridge = side < centre - halfWidth + 0.05 ? rim - Math.abs(v + 0.07 - side * side) : -1;
        double temple = side > centre + halfWidth - 0.02 && side < width ? 0.8 * rim - Math.abs(v + 0.1) : -1;
        double frame = Math.max(rim - Math.abs(outside), Math.max(bridge, temple));
        double cover = Curve.clamp(0.5 + frame / (1.2 * canvas.step));
        double light = 0.8 + 0.5 * Curve.bump((v + halfHeight) * (v + halfHeight) * 300);
        canvas.blend(i, colour.times(light), 0.94 * cover);
        canvas.blend(i, 0, 0, 0, 0.12 * Curve.bump((outside - 0.09) * (outside - 0.09) * 200) * (v > 0 ? 1 : 0));
    }

    /** Signed distance to a rectangle with round corners. */
    private double lens(double x, double y) {
        double across = Math.abs(x) - halfWidth + corner;
        double down = Math.abs(y) - halfHeight + corner;
        double far = Math.sqrt(Curve.clamp(across) * Curve.clamp(across) + Curve.clamp(down) * Curve.clamp(down));
        return far + Math.min(0, Math.max(across, down)) - corner;
    }
}
