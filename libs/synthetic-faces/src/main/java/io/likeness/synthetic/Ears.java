package io.likeness.synthetic;

/** Ears at the widest part of the head; turning hides the one on the far side. */
final class Ears {
    private static final double HEIGHT = 0.3;
    private static final double CENTRE = 0.2;

    private Ears() {}

    static void paint(Canvas canvas, HeadSurface head, Anatomy anatomy, Scene scene) {
        for (int side = -1; side <= 1; side += 2) {
            // The far ear goes behind the head, the near one opens towards the viewer.
            double shown = 0.02 - 0.3 * side * head.sine();
            double centre = side * (anatomy.width() * 0.985 + 0.25 * Math.min(0.15, shown));
            double width = (0.1 + 0.16 * Math.max(0, shown)) * anatomy.ears();
            for (int i = 0; i < canvas.size(); i++) {
                double x = (head.x[i] - centre) / width;
                double y = (head.y[i] - CENTRE - 0.1 * x * side) / (HEIGHT * anatomy.ears());
                double far = x * x + y * y;
                if (far < 1.3) {
                    ear(canvas, i, x * side, y, far, side, width, anatomy, scene);
                }
            }
        }
    }

    private static void ear(
            Canvas canvas,
            int i,
            double x,
            double y,
            double far,
            int side,
            double width,
            Anatomy anatomy,
            Scene scene) {
        double lit = Curve.clamp((side * scene.lightX() * 0.8 + scene.lightZ() * 0.6 + 0.3) / 1.3);
        double fold = 0.3 * Curve.bump(x + 0.1, y, 0.55, 0.6) - 0.12 * Curve.bump((far - 0.8) * (far - 0.8) * 12);
        double light = (scene.ambient() + (1 - scene.ambient()) * lit) * (0.88 - fold);
        Colour skin = anatomy.skin();
        canvas.blend(
                i,
                skin.red() * light,
                skin.green() * light * 0.9,
                skin.blue() * light * 0.88,
                canvas.cover((1 - far) * width / 2));
    }
}
