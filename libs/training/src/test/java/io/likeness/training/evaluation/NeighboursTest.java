package io.likeness.training.evaluation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class NeighboursTest {
    @Test
    void findsTheNearestAndHowFarItIs() {
        double[][] among = {{0, 0}, {10, 0}, {10, 0}};
        Neighbours found = Neighbours.of(new double[][] {{3, 4}, {10, 2}, {10, 1}}, among);
        assertArrayEquals(new int[] {0, 1, 1}, found.nearest());
        assertArrayEquals(new double[] {5, 2, 1}, found.distance());
        assertEquals(2, found.median());
        assertArrayEquals(new int[] {2, 1}, found.closest(2));
    }

    @Test
    void quantilesLieBetweenTheirNeighbours() {
        double[] values = {4, 1, 3, 2};
        assertEquals(1, Quantile.of(values, 0));
        assertEquals(2.5, Quantile.of(values, 0.5));
        assertEquals(3.7, Quantile.of(values, 0.9), 1e-12);
        assertEquals(4, Quantile.of(values, 1));
    }
}
