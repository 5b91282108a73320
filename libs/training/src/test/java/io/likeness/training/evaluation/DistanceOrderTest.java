package io.likeness.training.evaluation;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.likeness.imaging.ImageTensor;
import io.likeness.training.judge.Judge;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleBiFunction;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Distances are only worth something if they rank what an eye ranks. */
class DistanceOrderTest {
    private static final int FACES = 512;

    private static Judge judge;
    private static List<ImageTensor> others;
    private static double[][] real;

    @BeforeAll
    static void draw() {
        judge = Judge.bundled();
        real = features(DrawnFaces.of(0, FACES));
        others = DrawnFaces.of(FACES, FACES);
    }

    @AfterAll
    static void close() {
        judge.close();
    }

    @ParameterizedTest
    @EnumSource
    void theFrechetDistanceGrowsWithTheDamage(Damage damage) {
        assertGrows(damage, FrechetDistance::between);
    }

    @ParameterizedTest
    @EnumSource
    void theKernelDistanceGrowsWithTheDamage(Damage damage) {
        assertGrows(damage, KernelDistance::between);
    }

    private static void assertGrows(Damage damage, ToDoubleBiFunction<double[][], double[][]> distance) {
        List<Double> found = new ArrayList<>();
        found.add(distance.applyAsDouble(real, features(others)));
        for (int strength = 0; strength < Damage.STRENGTHS; strength++) {
            found.add(distance.applyAsDouble(real, features(damage.apply(others, strength))));
        }
        for (int i = 1; i < found.size(); i++) {
            assertTrue(found.get(i) > found.get(i - 1), damage + " after real against real: " + found);
        }
    }

    private static double[][] features(List<ImageTensor> faces) {
        return new Examination(judge).of(Faces.of(faces)).features();
    }
}
