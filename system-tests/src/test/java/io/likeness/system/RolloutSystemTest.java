package io.likeness.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** A short {@code ./likeness bench rollout}: versions that are swapped under load while a generator dies. */
final class RolloutSystemTest {

    @Test
    void nothingIsLostOrMixedWhileVersionsAreSwapped() throws IOException, InterruptedException {
        JsonNode report = SystemBenchmark.run(
                "rollout", "io.likeness.benchmarks.chaos.RolloutBenchmark", "--swaps", "8", "--settle", "6");
        assertTrue(report.path("accepted").asInt() > 0, report::toString);
        assertEquals(1, report.path("kills").asInt(), report::toString);
        assertTrue(report.path("latestTakenBackMilliseconds").asDouble() < 2_000, report::toString);
    }
}
