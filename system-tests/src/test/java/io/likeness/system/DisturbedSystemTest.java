package io.likeness.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** Short benchmarks of one system with two instances of each service, under load while parts of it die. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class DisturbedSystemTest {
    private static final String BENCHMARKS = "io.likeness.benchmarks.chaos.";

    private static StartedSystem system;

    @BeforeAll
    static void start() throws Exception {
        system = StartedSystem.startTwice("disturbed.system");
    }

    @AfterAll
    static void stop() throws Exception {
        system.close();
    }

    /** A short {@code ./likeness bench rollout}: versions that are swapped under load while a generator dies. */
    @Test
    @Order(1)
    void nothingIsLostOrMixedWhileVersionsAreSwapped() throws IOException, InterruptedException {
        JsonNode report = SystemBenchmark.run(
                system, "rollout", BENCHMARKS + "RolloutBenchmark", "--swaps", "8", "--settle", "6");
        assertTrue(report.path("accepted").asInt() > 0, report::toString);
        assertEquals(1, report.path("kills").asInt(), report::toString);
        assertTrue(report.path("latestTakenBackMilliseconds").asDouble() < 2_000, report::toString);
    }

    /** A short {@code ./likeness bench chaos}: parts of the system that are killed and paused. */
    @Test
    @Order(2)
    void whatIsAcceptedEndsOnceAndRightWhilePartsAreKilledAndPaused() throws IOException, InterruptedException {
        JsonNode report = SystemBenchmark.run(system, "chaos", BENCHMARKS + "ChaosBenchmark", "--minutes", "1");
        assertTrue(report.path("accepted").asInt() > 0, report::toString);
    }
}
