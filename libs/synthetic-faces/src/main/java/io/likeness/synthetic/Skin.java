package io.likeness.synthetic;

import java.util.Arrays;

/** What the head's surface is made of, a value a sample: colour, slope of its relief, shade and gloss. Confined to a thread. */
final class Skin {
    final float[] red;
    final float[] green;
    final float[] blue;
    /** Slope of the relief along u and v. */
    final float[] slopeU;

    final float[] slopeV;
    /** Light that reaches the place, 1 in the open. */
    final float[] open;
    /** Highlight strength. */
    final float[] gloss;
    /** Light added on top, as in an eye. */
    final float[] glow;

    Skin(int size, Colour colour) {
        red = filled(size, colour.red());
        green = filled(size, colour.green());
        blue = filled(size, colour.blue());
        slopeU = new float[size];
        slopeV = new float[size];
        open = filled(size, 1);
        gloss = filled(size, 0.09);
        glow = new float[size];
    }

    void paint(int i, Colour colour, double cover) {
        red[i] += (float) ((colour.red() - red[i]) * cover);
        green[i] += (float) ((colour.green() - green[i]) * cover);
        blue[i] += (float) ((colour.blue() - blue[i]) * cover);
    }

    void shade(int i, double strength) {
        open[i] *= (float) (1 - strength);
    }

    /** Smooths the relief away, as for an eye or glossy hair. */
    void flatten(int i, double cover) {
        slopeU[i] *= (float) (1 - cover);
        slopeV[i] *= (float) (1 - cover);
    }

    private static float[] filled(int size, double value) {
        float[] values = new float[size];
        Arrays.fill(values, (float) value);
        return values;
    }
}
