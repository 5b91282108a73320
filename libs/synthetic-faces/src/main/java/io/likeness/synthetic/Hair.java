package io.likeness.synthetic;

/** The hair of the head: what hangs behind, what lies in front, and the shadow it throws on the forehead. */
final class Hair {
    private static final double CENTRE = -0.3;
    private static final double WISPS = 0.07;

    private final HairStyle style;
    private final Anatomy anatomy;
    private final Scene scene;
    private final HeadSurface head;
    private final Noise noise;
    private final double rise;
    private final double spread;
    private final double turnShift;
    /** Distance inside the hair's outer edge. */
    private final float[] outline;
    /** Distance inside the part of the face that the hair leaves free. */
    private final float[] window;

    Hair(FaceAttributes attributes, Anatomy anatomy, Scene scene, HeadSurface head) {
        this.style = attributes.hairStyle();
        this.anatomy = anatomy;
        this.scene = scene;
        this.head = head;
        this.noise = new Noise(anatomy.texture() + 17);
        double volume = anatomy.hairVolume();
        rise = switch (style) {
            case BALD, BUZZED -> 0.005;
            case TIED_BACK -> 0.05 + 0.2 * volume;
            case SHORT, RECEDING, FRINGE, BOB -> 0.08 + 0.6 * volume;
            case LONG_STRAIGHT, LONG_WAVY -> 0.1 + 0.6 * volume;
            case CURLY -> 0.2 + 1.0 * volume;
        };
        spread = switch (style) {
            case BALD, BUZZED -> -0.005;
            case TIED_BACK -> 0.015;
            case SHORT, RECEDING, FRINGE -> 0.04 + 0.25 * volume;
            case BOB, LONG_STRAIGHT -> 0.1 + 0.6 * volume;
            case LONG_WAVY -> 0.16 + 0.8 * volume;
            case CURLY -> 0.18 + 0.9 * volume;
        };
        turnShift = 0.12 * head.sine();
        outline = new float[head.x.length];
        window = new float[head.x.length];
        if (style != HairStyle.BALD) {
            measure();
        }
    }

    private void measure() {
        double lowest = length() + 0.25;
        for (int i = 0; i < outline.length; i++) {
            boolean reaches = head.y[i] < lowest;
            outline[i] = reaches ? (float) outline(head.x[i] - turnShift, head.y[i]) : -1;
            window[i] = reaches && outline[i] > -0.1 ? (float) window(i) : 1;
        }
    }

    /** The mass behind neck and shoulders. */
    void paintBehind(Canvas canvas) {
        if (!style.framesFace() && style != HairStyle.CURLY) {
            return;
        }
        for (int i = 0; i < canvas.size(); i++) {
            double cover = canvas.cover(outline[i])
                    * Curve.step(0.16, -0.06, head.y[i] - length() + 0.16 * head.x[i] * head.x[i]);
            if (cover > 0) {
                canvas.blend(
                        i, colour(i, strand(head.x[i] - turnShift, head.y[i])).times(0.5), cover);
            }
        }
    }

    void paintFront(Canvas canvas) {
        if (style == HairStyle.BALD) {
            return;
        }
        double opaque = style == HairStyle.BUZZED ? 0.72 : 0.98;
        double soft = style == HairStyle.BUZZED ? 0.14 : 0.06;
        double bottom = bottom();
        for (int i = 0; i < canvas.size(); i++) {
            double outer = canvas.cover(outline[i]);
            if (outer > 0) {
                double past = -window[i];
                double cover = past < -soft - WISPS ? 0 : outer * Curve.step(0.16, -0.06, head.y[i] - bottom);
                if (cover > 0) {
                    double strand = strand(head.x[i] - turnShift, head.y[i]);
                    double edge = Curve.step(-soft, soft, past + WISPS * noise.at(head.u[i] * 13, head.v[i] * 4));
                    canvas.blend(i, colour(i, strand), opaque * cover * edge);
                }
            }
        }
    }

    void shadeForehead(Skin skin) {
        if (style == HairStyle.BALD) {
            return;
        }
        double reach = style == HairStyle.BUZZED || style == HairStyle.TIED_BACK ? 0.06 : 0.2;
        double strength = style == HairStyle.BUZZED ? 0.12 : 0.38;
        for (int i : head.near) {
            if (window[i] < reach) {
                double near = window[i] / reach;
                double above = Curve.step(length(), length() - 0.5, head.y[i]);
                skin.shade(i, above * strength * (near < 0 ? 1 : (1 - near) * (1 - near)));
            }
        }
    }

    /** How far down hair reaches in front of the ears. */
    private double bottom() {
        return switch (style) {
            case BALD, BUZZED, TIED_BACK -> 0.05;
            case SHORT, RECEDING, FRINGE -> 0.22;
            case CURLY -> 0.75;
            case BOB, LONG_STRAIGHT, LONG_WAVY -> length() - 0.1;
        };
    }

    private double length() {
        return switch (style) {
            case BOB -> 1.15 + anatomy.hairVolume();
            case LONG_STRAIGHT, LONG_WAVY -> 9;
            case CURLY -> 0.9;
            case BALD, BUZZED, TIED_BACK, SHORT, RECEDING, FRINGE -> 0.4;
        };
    }

    private double outline(double x, double y) {
        double half = anatomy.width() + spread;
        double wobble = wobble(x, y);
        if (y > CENTRE) {
            double down = y - CENTRE;
            double change =
                    style.framesFace() ? 0.07 * down : style == HairStyle.CURLY ? -0.25 * down * down : -0.09 * down;
            return half + change + wobble - Math.abs(x);
        }
        double height = CENTRE - HeadSurface.SKULL + rise;
        double a = x / half;
        double b = (y - CENTRE) / height;
        double f = a * a * (0.7 + 0.3 * a * a) + b * b * (0.55 + 0.45 * b * b);
        double slope = Math.sqrt(4 * a * a / (half * half) + 4 * b * b / (height * height));
        return (1 - f) / Math.max(0.6, slope) + wobble;
    }

    private double wobble(double x, double y) {
        return switch (style) {
            case BALD, BUZZED, TIED_BACK -> 0;
            case SHORT, RECEDING, FRINGE -> 0.025 * noise.at(x * 5, y * 5);
            case BOB, LONG_STRAIGHT -> 0.03 * noise.at(x, y * 2);
            case LONG_WAVY -> 0.07 * noise.at(x * 1.5 + 3, y * 2.6);
            case CURLY -> 0.06 * noise.at(x * 5, y * 5) + 0.05 * noise.at(x * 11, y * 11);
        };
    }

    private double window(int i) {
        double u = head.u[i];
        double v = head.v[i];
        double free = Curve.softMin(v - hairline(u, v), sideline(v) - Math.abs(u), 0.28);
        // Beside the head there is no face, except below the ears between jaw and curls.
        double beside = head.inside[i] - 0.05 + (style.framesFace() ? 2 * Curve.step(-0.3, 0.4, v) : 0);
        return Math.min(free, beside);
    }

    private double hairline(double u, double v) {
        double off = u - anatomy.part() * 0.7;
        double edge = anatomy.hairline() + 0.03 * noise.at(u * 7, 1);
        return switch (style) {
            case BALD, BUZZED, TIED_BACK -> edge - 0.1 + 0.16 * u * u;
            case SHORT ->
                edge
                        + 0.12 * off
                        - 0.1 * Curve.bump((Math.abs(u) - 0.55) * (Math.abs(u) - 0.55) * 10)
                        + 0.14 * u * u
                        + 0.05 * noise.at(u * 4, 5);
            case RECEDING ->
                edge - 0.14 - 0.24 * Curve.bump((Math.abs(u) - 0.5) * (Math.abs(u) - 0.5) * 9) + 0.15 * u * u;
            case FRINGE -> -0.56 + 0.09 * noise.at(u * 6, 8) + 0.06 * off;
            case BOB, LONG_STRAIGHT, LONG_WAVY ->
                edge - 0.1 + 0.62 * Math.abs(off) * Math.abs(off) + 0.12 * Math.abs(off);
            case CURLY -> edge + 0.06 + 0.1 * u * u + 0.06 * noise.at(u * 8, v * 8);
        };
    }

    private double sideline(double v) {
        double wide = anatomy.width();
        return switch (style) {
            case BALD, BUZZED, TIED_BACK -> wide * 0.96;
            case SHORT, RECEDING -> wide * (0.9 + 0.07 * Curve.step(-0.5, 0.1, v));
            case FRINGE -> wide * (0.88 + 0.06 * Curve.step(-0.3, 0.2, v));
            case BOB, LONG_STRAIGHT -> wide * (0.8 + 0.07 * Curve.step(-0.6, 0.6, v)) + 0.03 * noise.at(v * 2, 31);
            case LONG_WAVY -> wide * (0.82 + 0.06 * Curve.step(-0.6, 0.5, v)) + 0.07 * noise.at(v * 2.4, 33);
            case CURLY -> wide * 0.86 + 0.05 * noise.at(v * 5, 35);
        };
    }

    private Colour colour(int i, double strand) {
        double x = head.x[i] - turnShift;
        double y = head.y[i];
        double across = x / (anatomy.width() + spread + 0.05);
        double up = Math.min(0, y - CENTRE) / (CENTRE - HeadSurface.SKULL + rise + 0.05);
        double forward = Math.sqrt(Math.max(0.05, 1 - across * across - up * up));
        double lit = across * scene.lightX() + up * scene.lightY() + forward * scene.lightZ();
        double light = 0.5 + 0.5 * scene.ambient() + 0.55 * Curve.clamp(lit) + 0.22 * strand;
        double band = (lit - 0.86 + 0.08 * strand) / 0.2;
        double shine = style == HairStyle.CURLY || style == HairStyle.BUZZED ? 0.02 : 0.1;
        double glint = shine * Curve.bump(band * band) * (0.7 + 0.6 * strand);
        Colour base = anatomy.hair().times(Math.max(0.2, light * (0.6 + 0.4 * forward)));
        return new Colour(base.red() + glint, base.green() + glint, base.blue() + glint);
    }

    /** Noise drawn out along the hair: from the parting on top, downwards at the sides. */
    private double strand(double x, double y) {
        if (style == HairStyle.CURLY) {
            return 0.7 * noise.at(x * 9, y * 9) + 0.4 * noise.at(x * 17, y * 17);
        }
        if (style == HairStyle.BUZZED) {
            return 0.25 * noise.at(x * 22, y * 22);
        }
        double below = Curve.step(-0.8, 0, y);
        double top = below < 1 ? combed(x, y) : 0;
        double side = below > 0 ? hanging(x, y) : 0;
        return 0.6 * Curve.mix(top, side, below);
    }

    private double combed(double x, double y) {
        double fromPart = x - 0.7 * anatomy.part();
        double down = y - HeadSurface.SKULL + 0.9;
        double angle = fromPart / (Math.abs(fromPart) + Math.abs(down) + 0.05);
        return noise.at(angle * 17, down * 1.2) + 0.6 * noise.at(angle * 41, down * 2.4);
    }

    private double hanging(double x, double y) {
        double bend = style == HairStyle.LONG_WAVY ? 0.16 * noise.at(x, y * 2.4) : 0.03 * noise.at(x, y * 2);
        return noise.at((x + bend) * 11, y * 0.9) + 0.5 * noise.at((x + bend) * 23, y * 1.5);
    }
}
