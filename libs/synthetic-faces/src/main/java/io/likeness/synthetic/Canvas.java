package io.likeness.synthetic;

/** Red, green and blue of every sample, two by two a pixel; painters lay colours over what is there. Confined to a thread. */
final class Canvas {
    static final int SAMPLES = 2;

    final int columns;
    final int rows;
    final double step;
    final float[] red;
    final float[] green;
    final float[] blue;
    /** Place of each sample in the frame, in eye distances. */
    final float[] x;

    final float[] y;

    Canvas(Frame frame) {
        columns = frame.width() * SAMPLES;
        rows = frame.height() * SAMPLES;
        step = frame.step() / SAMPLES;
        red = new float[columns * rows];
        green = new float[columns * rows];
        blue = new float[columns * rows];
        x = new float[columns * rows];
        y = new float[columns * rows];
        for (int i = 0, row = 0; row < rows; row++) {
            for (int column = 0; column < columns; column++, i++) {
                x[i] = (float) (frame.left() + (column + 0.5) * step);
                y[i] = (float) (frame.top() + (row + 0.5) * step);
            }
        }
    }

    int size() {
        return red.length;
    }

    /** Coverage of an edge that lies {@code inside} eye distances away, softened over about a pixel. */
    double cover(double inside) {
        return Curve.clamp(0.5 + inside / (1.5 * step));
    }

    void blend(int index, Colour colour, double cover) {
        blend(index, colour.red(), colour.green(), colour.blue(), cover);
    }

    void blend(int index, double r, double g, double b, double cover) {
        red[index] += (float) ((r - red[index]) * cover);
        green[index] += (float) ((g - green[index]) * cover);
        blue[index] += (float) ((b - blue[index]) * cover);
    }
}
