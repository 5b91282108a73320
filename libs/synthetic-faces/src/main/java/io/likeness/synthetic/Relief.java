package io.likeness.synthetic;

import java.util.ArrayList;
import java.util.List;

/**
 * The relief of a face as a sum of bumps {@code h (1 - r^2)^2} on the head's smooth surface; lighting uses their slopes.
 * Positions and heights are read off frontal and profile photographs' proportions, not measured on a person.
 */
final class Relief {
    private static final double REACH = 2;
    private static final double BANDS_PER_UNIT = 8;
    private static final int BANDS = 32;

    private final List<double[]> bumps = new ArrayList<>();

    private Relief() {}

    static void carve(Skin skin, HeadSurface head, Anatomy anatomy, FaceAttributes attributes) {
        Relief relief = new Relief();
        relief.brow(anatomy, attributes);
        relief.nose(anatomy, head.parallax(0.16));
        relief.cheeks(anatomy, attributes);
        relief.mouth(anatomy, attributes);
        double[][][] bands = relief.bands();
        for (int i : head.near) {
            if (head.inside[i] > -0.05) {
                slope(skin, i, head.u[i], head.v[i], bands[band(head.v[i])]);
            }
        }
    }

    private static void slope(Skin skin, int i, double u, double v, double[][] bumps) {
        double slopeU = 0;
        double slopeV = 0;
        for (double[] bump : bumps) {
            double a = (u - bump[0]) * bump[2];
            double b = (v - bump[1]) * bump[3];
            double rest = 1 - a * a - b * b;
            if (rest > 0) {
                double factor = -4 * bump[4] * rest;
                slopeU += factor * a * bump[2];
                slopeV += factor * b * bump[3];
            }
        }
        skin.slopeU[i] = (float) slopeU;
        skin.slopeV[i] = (float) slopeV;
    }

    /** The bumps that reach each band of v, so that a sample asks few of them. */
    private double[][][] bands() {
        double[][][] bands = new double[BANDS][][];
        for (int k = 0; k < BANDS; k++) {
            double low = k / BANDS_PER_UNIT - REACH;
            double high = low + 1 / BANDS_PER_UNIT;
            bands[k] = bumps.stream()
                    .filter(bump -> bump[1] + 1 / bump[3] >= low && bump[1] - 1 / bump[3] <= high)
                    .toArray(double[][]::new);
        }
        return bands;
    }

    private static int band(double v) {
        return (int) Math.max(0, Math.min(BANDS - 1, (v + REACH) * BANDS_PER_UNIT));
    }

    private void brow(Anatomy anatomy, FaceAttributes attributes) {
        double strong = attributes.masculine() ? 1.4 : 0.8;
        double eye = anatomy.eyeGap();
        add(0, -0.8, 0.85, 0.55, 0.05);
        pair(0.4, -0.25, 0.5, 0.19, 0.034 * strong);
        pair(0.95, -0.35, 0.25, 0.5, -0.03);
        pair(eye - 0.02, 0.0, 0.42, 0.28, -0.06);
        pair(0.22, -0.04, 0.2, 0.24, -0.035);
        pair(eye, 0.0, 0.24, 0.15, 0.045);
        pair(eye - 0.02, 0.17, 0.22, 0.08, 0.004 + 0.02 * attributes.age());
    }

    private void nose(Anatomy anatomy, double shift) {
        double wide = anatomy.noseWidth();
        double tip = anatomy.noseLength();
        double high = anatomy.noseHeight();
        add(0.4 * shift, 0.15, 0.2 * wide, tip, 0.08 * high);
        add(0.8 * shift, tip - 0.1, 0.27 * wide, 0.36, 0.05 * high);
        add(shift, tip, 0.22 * wide, 0.21, 0.06 * high);
        add(shift * 0.5 - 0.19 * wide, tip + 0.06, 0.14, 0.14, 0.032 * high);
        add(shift * 0.5 + 0.19 * wide, tip + 0.06, 0.14, 0.14, 0.032 * high);
    }

    private void cheeks(Anatomy anatomy, FaceAttributes attributes) {
        double smile = attributes.smile();
        pair(0.6, 0.46 - 0.06 * smile, 0.46, 0.38, 0.035 * anatomy.cheeks() + 0.045 * smile);
        pair(0.76, 0.95, 0.34, 0.46, -0.025 * (1.6 - anatomy.cheeks()));
        add(0, 1.0, 0.62, 0.5, 0.04);
        add(0, anatomy.chin() - 0.24, 0.34, 0.25, 0.045);
        pair(0.55, anatomy.chin() - 0.42, 0.35, 0.3, 0.01 + 0.02 * anatomy.jaw());
    }

    private void mouth(Anatomy anatomy, FaceAttributes attributes) {
        double y = anatomy.mouthHeight();
        double wide = anatomy.mouthWidth() * (1 + 0.2 * attributes.smile());
        double full = anatomy.lips();
        add(0, y - 0.16, 0.07, 0.11, -0.009);
        add(0, y - 0.05, wide * 0.9, 0.1, 0.014 * full);
        add(0, y + 0.085, wide * 0.8, 0.11, 0.022 * full);
        add(0, y + 0.24, wide * 0.85, 0.11, -0.02);
        pair(wide + 0.06, y - 0.03, 0.12, 0.14, -0.008 - 0.016 * attributes.smile());
    }

    private void pair(double x, double y, double radiusX, double radiusY, double height) {
        add(-x, y, radiusX, radiusY, height);
        add(x, y, radiusX, radiusY, height);
    }

    private void add(double x, double y, double radiusX, double radiusY, double height) {
        bumps.add(new double[] {x, y, 1 / radiusX, 1 / radiusY, height});
    }
}
