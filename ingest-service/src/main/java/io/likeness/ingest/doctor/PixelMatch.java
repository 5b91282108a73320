package io.likeness.ingest.doctor;

import io.likeness.imaging.ImageTensor;

/**
 * Whether two pictures of a face are one picture, though one may be cut out a little otherwise, lighter, or encoded again: lays one over the other (Lucas and
 * Kanade, "An iterative image registration technique", IJCAI 1981, for a shift and a scale) and compares what they both show.
 */
final class PixelMatch {
    /** Pixels per row and per column that are compared. */
    static final int SIDE = 32;

    private static final int ITERATIONS = 12;

    /** After so many, two that are one picture are close to it. */
    private static final int FIRST_ITERATIONS = 3;

    private static final double LEAST_HOPE = 0.93;

    /** What one picture comes to at least, encoded again and cut out otherwise. */
    private static final double LEAST_CORRELATION = 0.985;

    /** As above, of its edges: smooth pictures of different people are much alike but for these. */
    private static final double LEAST_EDGES = 0.94;

    private static final double LEAST_STEP = 1e-3;

    /** Most of its side that a picture may have lost. */
    private static final double MOST_SCALE = 0.2;

    private static final double CENTRE = (SIDE - 1) / 2.0;

    /** Shift in pixels and change of scale by which the one is laid over the other. */
    private record Laying(double right, double down, double scale) {
        double x(int x) {
            return x + right + scale * (x - CENTRE);
        }

        double y(int y) {
            return y + down + scale * (y - CENTRE);
        }

        boolean plausible() {
            double most = MOST_SCALE * SIDE / 2;
            return Math.abs(scale) <= MOST_SCALE && Math.abs(right) <= most && Math.abs(down) <= most;
        }
    }

    private PixelMatch() {}

    /** The pixels of a face that {@link #same} compares. */
    static byte[] pixels(ImageTensor face) {
        return face.grey().resized(SIDE).values();
    }

    static byte[] mirrored(byte[] pixels) {
        byte[] mirrored = new byte[pixels.length];
        for (int y = 0; y < SIDE; y++) {
            for (int x = 0; x < SIDE; x++) {
                mirrored[y * SIDE + x] = pixels[y * SIDE + SIDE - 1 - x];
            }
        }
        return mirrored;
    }

    /** Whether two pictures are one. A plain one is like no other. */
    static boolean same(byte[] one, byte[] other) {
        Laid laid = laid(one, other);
        return laid.correlation >= LEAST_CORRELATION && edges(one, other, laid.laying) >= LEAST_EDGES;
    }

    /** Where the one is most like the other, and how much it is. */
    private record Laid(Laying laying, double correlation) {}

    private static Laid laid(byte[] one, byte[] other) {
        Laying laying = new Laying(0, 0, 0);
        Laid best = new Laid(laying, new Sums(one, other, laying).correlation());
        for (int i = 0; i < ITERATIONS; i++) {
            Laying next = new Sums(one, other, laying).step(laying);
            if (!next.plausible()) {
                return best;
            }
            double moved = Math.abs(next.right - laying.right)
                    + Math.abs(next.down - laying.down)
                    + Math.abs(next.scale - laying.scale) * CENTRE;
            laying = next;
            double reached = new Sums(one, other, laying).correlation();
            best = reached > best.correlation ? new Laid(laying, reached) : best;
            if (moved < LEAST_STEP || i >= FIRST_ITERATIONS && best.correlation < LEAST_HOPE) {
                return best;
            }
        }
        return best;
    }

    /** Correlation of what differs from pixel to pixel. */
    private static double edges(byte[] one, byte[] other, Laying laying) {
        double products = 0;
        double ones = 0;
        double others = 0;
        for (int y = 0; y < SIDE - 1; y++) {
            double v = laying.y(y);
            for (int x = 0; x < SIDE - 1; x++) {
                double u = laying.x(x);
                if (u < 0 || v < 0 || u > SIDE - 2.0 || v > SIDE - 2.0) {
                    continue;
                }
                int at = y * SIDE + x;
                double across = (one[at + 1] & 0xff) - (one[at] & 0xff);
                double down = (one[at + SIDE] & 0xff) - (one[at] & 0xff);
                double a = at(other, u + 1 + laying.scale, v) - at(other, u, v);
                double d = at(other, u, v + 1 + laying.scale) - at(other, u, v);
                products += across * a + down * d;
                ones += across * across + down * down;
                others += a * a + d * d;
            }
        }
        return ones * others == 0 ? 0 : products / Math.sqrt(ones * others);
    }

    /** What is summed over the pixels of the one that lie within the other. */
    private static final class Sums {
        private static final int UNKNOWNS = 5;
        private final double[][] normal = new double[UNKNOWNS][UNKNOWNS + 1];
        private double count;
        private double a;
        private double b;
        private double aa;
        private double bb;
        private double ab;

        Sums(byte[] one, byte[] other, Laying laying) {
            double[] row = new double[UNKNOWNS];
            for (int y = 0; y < SIDE; y++) {
                double v = laying.y(y);
                if (v < 0.5 || v > SIDE - 1.5) {
                    continue;
                }
                for (int x = 0; x < SIDE; x++) {
                    double u = laying.x(x);
                    if (u >= 0.5 && u <= SIDE - 1.5) {
                        add(one[y * SIDE + x] & 0xff, other, u, v, x, y, row);
                    }
                }
            }
        }

        private void add(int value, byte[] other, double u, double v, int x, int y, double[] row) {
            double moved = at(other, u, v);
            double across = at(other, u + 0.5, v) - at(other, u - 0.5, v);
            double down = at(other, u, v + 0.5) - at(other, u, v - 0.5);
            count++;
            a += value;
            b += moved;
            aa += (double) value * value;
            bb += moved * moved;
            ab += value * moved;
            row[0] = across;
            row[1] = down;
            row[2] = across * (x - CENTRE) + down * (y - CENTRE);
            // What is lighter or of more contrast is the same all the same.
            row[3] = -value;
            row[4] = -1;
            for (int i = 0; i < UNKNOWNS; i++) {
                for (int j = 0; j < UNKNOWNS; j++) {
                    normal[i][j] += row[i] * row[j];
                }
                normal[i][UNKNOWNS] -= row[i] * moved;
            }
        }

        double correlation() {
            double spread = (aa - a * a / count) * (bb - b * b / count);
            return spread < count ? 0 : (ab - a * b / count) / Math.sqrt(spread);
        }

        Laying step(Laying from) {
            double[] solved = solved();
            return new Laying(from.right + solved[0], from.down + solved[1], from.scale + solved[2]);
        }

        /** Gauss's elimination of five unknowns: no steps where they do not follow from the pixels. */
        private double[] solved() {
            for (int i = 0; i < UNKNOWNS; i++) {
                int pivot = i;
                for (int k = i + 1; k < UNKNOWNS; k++) {
                    pivot = Math.abs(normal[k][i]) > Math.abs(normal[pivot][i]) ? k : pivot;
                }
                if (Math.abs(normal[pivot][i]) < 1e-9) {
                    return new double[UNKNOWNS];
                }
                double[] swapped = normal[i];
                normal[i] = normal[pivot];
                normal[pivot] = swapped;
                for (int k = i + 1; k < UNKNOWNS; k++) {
                    double factor = normal[k][i] / normal[i][i];
                    for (int j = i; j <= UNKNOWNS; j++) {
                        normal[k][j] -= factor * normal[i][j];
                    }
                }
            }
            double[] solved = new double[UNKNOWNS];
            for (int i = UNKNOWNS - 1; i >= 0; i--) {
                double rest = normal[i][UNKNOWNS];
                for (int j = i + 1; j < UNKNOWNS; j++) {
                    rest -= normal[i][j] * solved[j];
                }
                solved[i] = rest / normal[i][i];
            }
            return solved;
        }
    }

    private static double at(byte[] pixels, double u, double v) {
        int x = (int) Math.min(SIDE - 2.0, Math.max(0, Math.floor(u)));
        int y = (int) Math.min(SIDE - 2.0, Math.max(0, Math.floor(v)));
        double right = u - x;
        double down = v - y;
        int i = y * SIDE + x;
        return (1 - down) * ((1 - right) * (pixels[i] & 0xff) + right * (pixels[i + 1] & 0xff))
                + down * ((1 - right) * (pixels[i + SIDE] & 0xff) + right * (pixels[i + SIDE + 1] & 0xff));
    }
}
