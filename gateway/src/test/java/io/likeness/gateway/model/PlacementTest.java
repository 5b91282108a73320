package io.likeness.gateway.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class PlacementTest {
    private static final int JOBS = 20_000;

    @Test
    void aShareOfJobsIsPlacedAndNoMore() {
        for (int share : new int[] {50, 250, 500}) {
            long placed = IntStream.range(0, JOBS)
                    .filter(job -> Placement.among("job-" + job, "rollout", share))
                    .count();
            assertEquals(share / 1000.0, placed / (double) JOBS, 0.01);
        }
    }

    @Test
    void whoeverIsPlacedOnceStaysAsTheShareRises() {
        String rollout = UUID.randomUUID().toString();
        for (int job = 0; job < 2_000; job++) {
            String id = "job-" + job;
            assertTrue(!Placement.among(id, rollout, 50) || Placement.among(id, rollout, 250));
            assertTrue(Placement.among(id, rollout, 1000));
            assertTrue(!Placement.among(id, rollout, 0));
        }
    }

    @Test
    void anotherRolloutPlacesOthers() {
        long both = IntStream.range(0, JOBS)
                .filter(job -> Placement.among("job-" + job, "one", 100) && Placement.among("job-" + job, "other", 100))
                .count();
        assertEquals(0.01, both / (double) JOBS, 0.003);
    }
}
