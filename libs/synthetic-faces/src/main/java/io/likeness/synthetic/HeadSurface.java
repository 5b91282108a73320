package io.likeness.synthetic;

import java.util.stream.IntStream;

/**
 * Where each sample falls on the head. The head is {@code (x / w(y))^2 + s(y) < 1} seen from the front, as deep as it is
 * wide; turning it moves what is painted on it along the surface: with depth z, {@code u = x cos(turn) - z sin(turn)}.
 * Arrays hold one value a sample and are only read once built.
 */
final class HeadSurface {
    static final double SKULL = -1.6;
    private static final double WIDEST = 0.08;
    private static final double RELIEF = 0.93;
    private static final double FAR = 1.8;

    /** Upright head plane, origin between the eyes. */
    final float[] x;

    final float[] y;
    /** Frontal face coordinates of the point seen there. */
    final float[] u;

    final float[] v;
    /** Distance inside the outline, negative outside. */
    final float[] inside;

    final float[] normalX;
    final float[] normalY;
    final float[] normalZ;
    /** The samples on the head or within 0.1 of its outline, in order. */
    final int[] near;

    private final Anatomy anatomy;
    private final double sine;
    private final double cosine;
    private final double nod;

    HeadSurface(Canvas canvas, Anatomy anatomy, Scene scene) {
        this.anatomy = anatomy;
        sine = StrictMath.sin(scene.turn());
        cosine = StrictMath.cos(scene.turn());
        nod = StrictMath.sin(scene.nod());
        int size = canvas.size();
        x = new float[size];
        y = new float[size];
        u = new float[size];
        v = new float[size];
        inside = new float[size];
        normalX = new float[size];
        normalY = new float[size];
        normalZ = new float[size];
        double rollSine = StrictMath.sin(scene.tilt());
        double rollCosine = StrictMath.cos(scene.tilt());
        // The frame is aligned by the eyes' middle, which a turn has moved.
        double eyesX = scene.shiftX() - anatomy.width() * 0.9 * sine;
        for (int i = 0; i < size; i++) {
            double screenX = (canvas.x[i] - scene.shiftX()) / scene.zoom();
            double screenY = (canvas.y[i] - scene.shiftY()) / scene.zoom();
            double headX = rollCosine * screenX + rollSine * screenY - eyesX + scene.shiftX();
            locate(i, headX, rollCosine * screenY - rollSine * screenX);
        }
        near = IntStream.range(0, size).filter(i -> inside[i] > -0.1).toArray();
    }

    /** How far a point that stands {@code height} out of the surface is displaced by the turn. */
    double parallax(double height) {
        return height * sine;
    }

    double sine() {
        return sine;
    }

    private void locate(int i, double atX, double atY) {
        boolean below = atY > WIDEST;
        double length = below ? anatomy.chin() - WIDEST : WIDEST - SKULL;
        double t = Math.abs(atY - WIDEST) / length;
        double square = below ? anatomy.jaw() : 0.5;
        double narrow = below ? 1 - anatomy.taper() * Math.min(1, t * t) : 1;
        double width = anatomy.width() * narrow;
        double s = (1 - square) * t * t + square * t * t * t * t;
        double across = atX / width;
        double f = across * across + s;
        x[i] = (float) atX;
        y[i] = (float) atY;
        if (f > FAR) {
            u[i] = (float) (atX * cosine);
            v[i] = (float) atY;
            inside[i] = (float) (1 - f);
            return;
        }
        double slopeX = 2 * across / width;
        double slopeY = (2 * (1 - square) * t + 4 * square * t * t * t) / length * (below ? 1 : -1);
        double slope = Math.max(0.6, Math.sqrt(slopeX * slopeX + slopeY * slopeY));
        double depth = Math.sqrt(Math.max(0, 1 - f));
        u[i] = (float) (atX * cosine - width * depth * sine);
        v[i] = (float) (atY - 0.5 * depth * nod);
        inside[i] = (float) ((1 - f) / slope);
        normal(i, Math.min(1, f), slopeX, slopeY);
    }

    /** The front of a face is flatter than an ellipsoid: the depth is the square root of 1 - (f + f^2) / 2. */
    private void normal(int i, double f, double slopeX, double slopeY) {
        double bend = (0.5 + f) / 2 * RELIEF;
        double forward = Math.sqrt(Math.max(0.02, 1 - (f + f * f) / 2));
        double across = slopeX * bend;
        double down = slopeY * bend;
        double length = Math.sqrt(across * across + down * down + forward * forward);
        normalX[i] = (float) (across / length);
        normalY[i] = (float) (down / length);
        normalZ[i] = (float) (forward / length);
    }
}
