package io.likeness.synthetic;

/** The wall: a soft gradient, or a scene far out of focus. */
final class Backdrop {
    private static final int BLOBS = 7;

    private Backdrop() {}

    static void paint(Canvas canvas, Scene scene, Background background) {
        SeededStream stream = new SeededStream(scene.texture(), 11);
        double acrossShare = stream.between(-0.3, 0.3);
        double bend = stream.between(-0.15, 0.15);
        for (int i = 0; i < canvas.size(); i++) {
            double x = canvas.x[i];
            double y = canvas.y[i];
            double share = Curve.clamp(0.5 + 0.22 * y + acrossShare * x + bend * x * y);
            canvas.blend(i, scene.wall().mix(scene.wallFar(), share), 1);
        }
        if (background == Background.BLURRED) {
            blobs(canvas, scene, stream);
        }
    }

    private static void blobs(Canvas canvas, Scene scene, SeededStream stream) {
        for (int blob = 0; blob < BLOBS; blob++) {
            double x = stream.between(-2.4, 2.4);
            double y = stream.between(-2.2, 2.6);
            double width = stream.between(0.3, 1.1);
            double height = stream.between(0.4, 1.8);
            double strength = stream.between(0.3, 0.9);
            Colour colour = stream.chance(0.5)
                    ? scene.wall().times(stream.between(1.2, 2.0))
                    : scene.wallFar().times(stream.between(0.2, 0.7));
            for (int i = 0; i < canvas.size(); i++) {
                double across = canvas.x[i] - x;
                double bump = Math.abs(across) < width ? Curve.bump(across, canvas.y[i] - y, width, height) : 0;
                if (bump > 0) {
                    canvas.blend(i, colour, strength * bump);
                }
            }
        }
    }
}
