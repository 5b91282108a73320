package io.likeness.imaging;

/**
 * One resize in progress: source rows come in from the top, are spread over the target rows they touch, and the last
 * step narrows the columns. Holds {@code C * targetHeight * sourceWidth} floats, never the source. Confined to a thread.
 */
final class PlaneResize {
    private final Resampling columns;
    private final Resampling rows;
    private final float[][] tall;
    private int firstOpen;

    PlaneResize(int sourceWidth, int sourceHeight, int channels, int width, int height) {
        columns = Resampling.of(sourceWidth, width);
        rows = Resampling.of(sourceHeight, height);
        tall = new float[channels][sourceWidth * height];
    }

    /** Adds source row {@code row} of every channel; rows come in order. */
    void add(int row, float[][] planes) {
        while (firstOpen < rows.to() && rows.end(firstOpen) <= row) {
            firstOpen++;
        }
        for (int target = firstOpen; target < rows.to() && rows.first()[target] <= row; target++) {
            int tap = row - rows.first()[target];
            if (tap < rows.weights()[target].length) {
                spread(planes, target, rows.weights()[target][tap]);
            }
        }
    }

    /** The result {@code uint8[C, height, width]}, rounded half up. */
    byte[] finish() {
        byte[] result = new byte[tall.length * rows.to() * columns.to()];
        int at = 0;
        for (float[] plane : tall) {
            for (int start = 0; start < plane.length; start += columns.from()) {
                for (int column = 0; column < columns.to(); column++) {
                    result[at++] = narrow(plane, start + columns.first()[column], columns.weights()[column]);
                }
            }
        }
        return result;
    }

    /** Resizes planes {@code uint8[C, sourceHeight, sourceWidth]} in one go. */
    static byte[] of(byte[] values, int sourceWidth, int sourceHeight, int channels, int width, int height) {
        PlaneResize resize = new PlaneResize(sourceWidth, sourceHeight, channels, width, height);
        float[][] planes = new float[channels][sourceWidth];
        for (int row = 0; row < sourceHeight; row++) {
            for (int channel = 0; channel < channels; channel++) {
                int start = (channel * sourceHeight + row) * sourceWidth;
                for (int x = 0; x < sourceWidth; x++) {
                    planes[channel][x] = values[start + x] & 0xff;
                }
            }
            resize.add(row, planes);
        }
        return resize.finish();
    }

    private void spread(float[][] planes, int target, float weight) {
        int width = columns.from();
        for (int channel = 0; channel < planes.length; channel++) {
            float[] source = planes[channel];
            float[] sum = tall[channel];
            int start = target * width;
            for (int x = 0; x < width; x++) {
                sum[start + x] += weight * source[x];
            }
        }
    }

    private static byte narrow(float[] plane, int start, float[] weights) {
        float sum = 0.5f;
        for (int k = 0; k < weights.length; k++) {
            sum += weights[k] * plane[start + k];
        }
        return (byte) Math.min(255, (int) sum);
    }
}
