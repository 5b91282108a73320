package io.likeness.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.likeness.contracts.Failure;
import io.likeness.contracts.rollout.GeneratorReport;
import io.likeness.contracts.rollout.Moments;
import io.likeness.contracts.rollout.Rollout;
import io.likeness.contracts.rollout.RolloutMetric;
import io.likeness.contracts.rollout.RolloutReport;
import io.likeness.registry.client.RegistryClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reports as a generator does, with the numbers of the test's own. */
record TestGenerator(String id, RegistryClient registry) {
    private static final String SHARED = "the-generator-of-the-tests";
    private static final int MOST_REPORTS = 20;

    /** Gives evidence for everything that is open until nothing is. */
    static void rollOut(RegistryClient registry) {
        TestGenerator generator = new TestGenerator(SHARED, registry);
        List<Rollout> open = generator.report();
        for (int i = 1; !open.isEmpty() && i < MOST_REPORTS; i++) {
            List<RolloutReport> reports = new ArrayList<>();
            long pairs = 512L * i;
            open.forEach(rollout -> reports.add(good(rollout, pairs)));
            open = registry.report(generator.id, new GeneratorReport(reports));
        }
        assertEquals(List.of(), open, "all that was open has ended");
    }

    /** That it is there, and nothing else. */
    List<Rollout> report() {
        return registry.report(id, new GeneratorReport(List.of()));
    }

    /** What becomes of one rollout. */
    Rollout report(RolloutReport report) {
        registry.report(id, new GeneratorReport(List.of(report)));
        return registry.findRollout(report.rolloutId()).orElseThrow();
    }

    /** So many pairs that are all alike. */
    static RolloutReport good(Rollout rollout, long pairs) {
        return report(rollout, true, null, pairs, 0, 0);
    }

    /** @param brighter how much the candidate's pictures are */
    static RolloutReport report(
            Rollout rollout, boolean warm, @Nullable Failure failure, long pairs, long failed, double brighter) {
        return new RolloutReport(
                rollout.id(),
                rollout.share(),
                warm,
                failure,
                pairs,
                failed,
                Map.of(
                        RolloutMetric.LATENCY.wireName(), new Moments(pairs, 0, pairs * 0.01),
                        RolloutMetric.BRIGHTNESS.wireName(), new Moments(pairs, brighter, pairs * 1e-6),
                        RolloutMetric.SHARPNESS.wireName(), new Moments(pairs, 0, pairs * 1e-4)));
    }
}
