package io.likeness.benchmarks.faces;

import java.util.Arrays;

/** How much farther from real faces a walk's frames are than the farther of its ends. */
final class WalkExcess {
    private static final double TOO_FAR = 0.2;

    private WalkExcess() {}

    /** @param distances of frames to real faces, {@code double[walks][frames]}, at least 3 frames, the ends first and last */
    static Control.Walks of(double[][] distances) {
        double[] excess = Arrays.stream(distances)
                .flatMapToDouble(walk -> {
                    double farther = Math.max(walk[0], walk[walk.length - 1]);
                    return Arrays.stream(walk, 1, walk.length - 1).map(frame -> frame / farther - 1);
                })
                .toArray();
        long tooFar = Arrays.stream(excess).filter(value -> value > TOO_FAR).count();
        return new Control.Walks(
                distances.length,
                distances[0].length,
                (double) tooFar / excess.length,
                Arrays.stream(excess).max().orElseThrow());
    }
}
