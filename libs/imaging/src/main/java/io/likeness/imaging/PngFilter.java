package io.likeness.imaging;

/** PNG's five row filters (specification, section 9), the one with the smallest sum of absolute differences a row. */
final class PngFilter {
    private static final int FILTERS = 5;

    private PngFilter() {}

    /** Rows of {@code stride} bytes become rows of {@code 1 + stride} bytes, the filter's number first. */
    static byte[] apply(byte[] pixels, int stride, int rows, int bytesPerPixel) {
        byte[] filtered = new byte[(stride + 1) * rows];
        byte[] candidate = new byte[stride];
        for (int row = 0; row < rows; row++) {
            long best = Long.MAX_VALUE;
            for (int filter = 0; filter < FILTERS; filter++) {
                long cost = filter(filter, pixels, row, stride, bytesPerPixel, candidate);
                if (cost < best) {
                    best = cost;
                    filtered[row * (stride + 1)] = (byte) filter;
                    System.arraycopy(candidate, 0, filtered, row * (stride + 1) + 1, stride);
                }
            }
        }
        return filtered;
    }

    private static long filter(int filter, byte[] pixels, int row, int stride, int bytesPerPixel, byte[] into) {
        int start = row * stride;
        long cost = 0;
        for (int x = 0; x < stride; x++) {
            int left = x >= bytesPerPixel ? pixels[start + x - bytesPerPixel] & 0xff : 0;
            int above = row > 0 ? pixels[start - stride + x] & 0xff : 0;
            int corner = row > 0 && x >= bytesPerPixel ? pixels[start - stride + x - bytesPerPixel] & 0xff : 0;
            into[x] = (byte) (pixels[start + x] - prediction(filter, left, above, corner));
            cost += Math.abs(into[x]);
        }
        return cost;
    }

    private static int prediction(int filter, int left, int above, int corner) {
        return switch (filter) {
            case 0 -> 0;
            case 1 -> left;
            case 2 -> above;
            case 3 -> (left + above) / 2;
            default -> paeth(left, above, corner);
        };
    }

    private static int paeth(int left, int above, int corner) {
        int toLeft = Math.abs(above - corner);
        int toAbove = Math.abs(left - corner);
        int toCorner = Math.abs(left + above - 2 * corner);
        if (toLeft <= toAbove && toLeft <= toCorner) {
            return left;
        }
        return toAbove <= toCorner ? above : corner;
    }
}
