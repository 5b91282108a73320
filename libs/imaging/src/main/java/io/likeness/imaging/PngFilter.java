package io.likeness.imaging;

/**
 * PNG's five row filters (specification, section 9), the one with the smallest sum of absolute differences a row. Rows come in order;
 * confined to a thread.
 */
final class PngFilter {
    private static final int FILTERS = 5;

    private final int bytesPerPixel;
    private final byte[] candidate;

    /** The row before; of zeros before the first, as the specification has it. */
    private final byte[] above;

    PngFilter(int stride, int bytesPerPixel) {
        this.bytesPerPixel = bytesPerPixel;
        this.candidate = new byte[stride];
        this.above = new byte[stride];
    }

    /** The row of {@code stride} bytes at {@code from} becomes {@code 1 + stride} bytes at {@code to}, the filter's number first. */
    void next(byte[] pixels, int from, byte[] filtered, int to) {
        long best = Long.MAX_VALUE;
        for (int filter = 0; filter < FILTERS; filter++) {
            long cost = filter(filter, pixels, from);
            if (cost < best) {
                best = cost;
                filtered[to] = (byte) filter;
                System.arraycopy(candidate, 0, filtered, to + 1, candidate.length);
            }
        }
        System.arraycopy(pixels, from, above, 0, above.length);
    }

    private long filter(int filter, byte[] pixels, int from) {
        long cost = 0;
        for (int x = 0; x < candidate.length; x++) {
            int left = x >= bytesPerPixel ? pixels[from + x - bytesPerPixel] & 0xff : 0;
            int corner = x >= bytesPerPixel ? above[x - bytesPerPixel] & 0xff : 0;
            candidate[x] = (byte) (pixels[from + x] - prediction(filter, left, above[x] & 0xff, corner));
            cost += Math.abs(candidate[x]);
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
