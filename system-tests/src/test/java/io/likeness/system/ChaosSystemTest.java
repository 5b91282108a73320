package io.likeness.system;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** A short {@code ./likeness bench chaos}: two instances of each service, and parts of the system that are killed and paused. */
final class ChaosSystemTest {

    @Test
    void whatIsAcceptedEndsOnceAndRightWhilePartsAreKilledAndPaused() throws IOException, InterruptedException {
        JsonNode report = SystemBenchmark.run("chaos", "io.likeness.benchmarks.chaos.ChaosBenchmark", "--minutes", "1");
        assertTrue(report.path("accepted").asInt() > 0, report::toString);
    }
}
