package io.likeness.synthetic;

/** Neck and shoulders. They stay upright when the head turns, and follow its lean by half. */
final class Body {
    private static final double SHOULDER = 2.0;

    private Body() {}

    static void paint(Canvas canvas, HeadSurface head, Anatomy anatomy, Scene scene) {
        double halfNeck = 0.5 * anatomy.width() + 0.12 * anatomy.jaw();
        double centre = 0.35 * head.sine();
        for (int i = 0; i < canvas.size(); i++) {
            double x = head.x[i] - centre;
            double y = head.y[i];
            if (y < 0.5) {
                continue;
            }
            neck(canvas, i, x, y, halfNeck, anatomy, scene);
            cloth(canvas, i, x, y, halfNeck, scene);
        }
    }

    private static void neck(Canvas canvas, int i, double x, double y, double half, Anatomy anatomy, Scene scene) {
        double width = half + 0.18 * Curve.step(anatomy.chin(), 2.3, y);
        double round = x / width;
        double cover = canvas.cover(width - Math.abs(x));
        if (cover == 0) {
            return;
        }
        double forward = Math.sqrt(Math.max(0, 1 - round * round));
        double lit = Curve.clamp((scene.lightX() * round + scene.lightZ() * forward + 0.2) / 1.2);
        double chinShadow = Curve.mix(0.42, 1, Curve.step(anatomy.chin() - 0.1, anatomy.chin() + 0.75, y));
        double light = (scene.ambient() + (1 - scene.ambient()) * lit) * chinShadow * (0.7 + 0.3 * forward);
        Colour skin = anatomy.skin();
        canvas.blend(i, skin.red() * light, skin.green() * light * 0.97, skin.blue() * light * 0.95, cover);
    }

    private static void cloth(Canvas canvas, int i, double x, double y, double half, Scene scene) {
        double away = Math.abs(x) - half;
        double collar =
                SHOULDER + 0.35 * Curve.clamp(-away) - 0.25 * Curve.bump(away * away * 9) + 0.28 * Math.max(0, away);
        double cover = canvas.cover(y - collar);
        if (cover > 0) {
            double light = 0.55 + 0.4 * Curve.clamp(0.5 + 0.4 * scene.lightX() * x) + 0.1 * (collar - y);
            canvas.blend(i, scene.cloth().times(light), cover);
        }
    }
}
