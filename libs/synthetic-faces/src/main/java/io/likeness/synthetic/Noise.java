package io.likeness.synthetic;

/** Smooth value noise in [-1, 1] on an integer lattice; plain arithmetic, so equal on every machine. Immutable. */
record Noise(long seed) {
    double at(double x, double y) {
        long column = (long) Math.floor(x);
        long row = (long) Math.floor(y);
        double right = Curve.ease(x - column);
        double down = Curve.ease(y - row);
        double top = Curve.mix(lattice(column, row), lattice(column + 1, row), right);
        double bottom = Curve.mix(lattice(column, row + 1), lattice(column + 1, row + 1), right);
        return Curve.mix(top, bottom, down);
    }

    private double lattice(long column, long row) {
        long hash = (seed + column * 0x9e3779b97f4a7c15L) ^ (row * 0xc2b2ae3d27d4eb4fL);
        hash = (hash ^ (hash >>> 32)) * 0xd6e8feb86659fd93L;
        return (hash >> 40) * 0x1.0p-23;
    }
}
