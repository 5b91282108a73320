package io.likeness.synthetic;

/** Eyes: white, iris, pupil, catchlight, lashes, lids. */
final class Eyes {
    private static final Colour WHITE = Colour.of(0xe8e2dc);
    private static final Colour LASH = Colour.of(0x1a1210);
    private static final Colour PUPIL = Colour.of(0x0a0808);
    private static final double IRIS = 0.088;
    private static final double PUPIL_RADIUS = 0.038;

    private final Skin skin;
    private final Canvas canvas;
    private final Anatomy anatomy;
    private final Scene scene;
    private final double opening;
    private final double lashes;
    private final Colour lid;

    private Eyes(Skin skin, Canvas canvas, Anatomy anatomy, Scene scene, FaceAttributes attributes) {
        this.skin = skin;
        this.canvas = canvas;
        this.anatomy = anatomy;
        this.scene = scene;
        opening = anatomy.eyeHeight() * scene.lids() * (1 - 0.22 * attributes.smile() - 0.1 * attributes.age());
        lashes = attributes.masculine() ? 0.6 : attributes.lipstick() ? 1 : 0.8;
        lid = anatomy.skin().times(attributes.lipstick() ? 0.55 : 0.68);
    }

    static void paint(
            Skin skin, HeadSurface head, Anatomy anatomy, Scene scene, FaceAttributes attributes, Canvas canvas) {
        Eyes eyes = new Eyes(skin, canvas, anatomy, scene, attributes);
        for (int i : head.near) {
            double v = head.v[i];
            if (head.inside[i] > 0 && Math.abs(v) < 0.35) {
                int side = head.u[i] < 0 ? -1 : 1;
                eyes.sample(i, side, head.u[i] - side * anatomy.eyeGap(), v);
            }
        }
    }

    private void sample(int i, int side, double x, double v) {
        double out = side * x / anatomy.eyeWidth();
        if (Math.abs(out) > 1.6) {
            return;
        }
        double y = v + anatomy.eyeTilt() * side * x;
        double rest = Math.max(0, 1 - out * out);
        double upper = -opening * rest * (1.12 - 0.14 * out);
        double lower = opening * rest * (0.72 + 0.12 * out);
        double within = Curve.step(1.12, 0.92, Math.abs(out));
        lids(i, out, y, upper, within);
        double cover = canvas.cover(Math.min(y - upper, lower - y)) * within;
        if (cover > 0) {
            ball(i, x, v, y - upper, out, cover);
        }
        lashLine(i, out, y, upper, lower);
    }

    private void lids(int i, double out, double y, double upper, double within) {
        double fold = (y - upper + 0.062 + 0.015 * out) / 0.035;
        skin.shade(i, 0.4 * Curve.bump(fold * fold) * Curve.step(1.35, 0.8, Math.abs(out)));
        double above = Curve.step(-0.075, -0.03, y - upper) * Curve.step(0.02, 0, y - upper);
        skin.paint(i, lid, 0.4 * above * within);
        skin.shade(i, 0.3 * Curve.bump(out + 1.12, y, 0.35, 0.1));
    }

    private void ball(int i, double x, double v, double belowLid, double out, double cover) {
        double shadow = 1 - 0.42 * Curve.step(0.07, 0, belowLid);
        double white = (0.98 - 0.3 * out * out) * shadow;
        skin.paint(i, WHITE.times(white), cover);
        skin.flatten(i, 0.75 * cover);
        double atX = x - scene.gazeX();
        double atY = v - scene.gazeY() + 0.008;
        double far = Math.sqrt(atX * atX + atY * atY);
        double inIris = canvas.cover(IRIS - far) * cover;
        double ring = 1 - 0.55 * Curve.step(0.06, IRIS, far);
        double lit = 0.75 + 0.6 * Curve.clamp((atY - scene.lightX() * atX) / IRIS * 0.6);
        skin.paint(i, anatomy.iris().times(ring * lit * shadow), inIris);
        skin.paint(i, PUPIL, canvas.cover(PUPIL_RADIUS - far) * cover);
        double spark = Curve.bump(atX - 0.035 * (scene.lightX() < 0 ? -1 : 1), atY + 0.034, 0.042, 0.042);
        skin.glow[i] += (float) (0.85 * spark * cover);
    }

    private void lashLine(int i, double out, double y, double upper, double lower) {
        double thick = Math.max(0.03 + 0.014 * lashes, 1.4 * canvas.step);
        double top = (y - upper + 0.008) / thick;
        double ends = Curve.step(1.22, 0.98, Math.abs(out)) * Curve.step(-1.15, -0.7, out);
        skin.paint(i, LASH, (0.5 + 0.4 * lashes) * Curve.bump(top * top) * ends);
        double bottom = (y - lower) / Math.max(0.024, 1.2 * canvas.step);
        double lowerEnds = Curve.step(1.05, 0.85, Math.abs(out));
        skin.paint(i, LASH, (0.14 + 0.2 * lashes) * Curve.bump(bottom * bottom) * lowerEnds);
    }
}
