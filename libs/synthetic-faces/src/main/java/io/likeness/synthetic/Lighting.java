package io.likeness.synthetic;

/**
 * Lights the head and lays it on the canvas: a large soft key light (wrapped Lambert), light from all around that is
 * stronger from above, and a broad highlight (Blinn 1977). Shadows of skin keep more red than blue.
 */
final class Lighting {
    private static final double WRAP = 0.34;
    private static final double RELIEF = 1.0;

    private Lighting() {}

    static void paint(Canvas canvas, HeadSurface head, Skin skin, Scene scene) {
        double halfZ = scene.lightZ() + 1;
        double half = Math.sqrt(scene.lightX() * scene.lightX() + scene.lightY() * scene.lightY() + halfZ * halfZ);
        for (int i : head.near) {
            double cover = canvas.cover(head.inside[i]);
            if (cover == 0) {
                continue;
            }
            double x = head.normalX[i] - RELIEF * skin.slopeU[i];
            double y = head.normalY[i] - RELIEF * skin.slopeV[i];
            double z = head.normalZ[i];
            double length = 1 / Math.sqrt(x * x + y * y + z * z);
            double key = (x * scene.lightX() + y * scene.lightY() + z * scene.lightZ()) * length;
            double shine = (x * scene.lightX() + y * scene.lightY() + z * halfZ) * length / half;
            double lit = Curve.clamp((key + WRAP) / (1 + WRAP));
            double around = scene.ambient() * (0.86 - 0.3 * y * length) * (0.72 + 0.28 * z * length);
            double light = (around + (1.08 - scene.ambient()) * lit) * skin.open[i];
            double glint = skin.gloss[i] * power16(Math.max(0, shine)) * skin.open[i] + skin.glow[i];
            double dim = 1 - Curve.clamp(light);
            canvas.blend(
                    i,
                    skin.red[i] * light * (1 + 0.1 * dim) + glint,
                    skin.green[i] * light * (1 - 0.04 * dim) + glint,
                    skin.blue[i] * light * (1 - 0.07 * dim) + glint,
                    cover);
        }
    }

    private static double power16(double value) {
        double square = value * value;
        double fourth = square * square;
        return fourth * fourth * fourth * fourth;
    }
}
