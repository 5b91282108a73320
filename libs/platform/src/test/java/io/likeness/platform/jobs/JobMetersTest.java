package io.likeness.platform.jobs;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.LikenessException;
import io.likeness.platform.trace.Trace;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;

/** What an operator sees of jobs: what became of them, and whose they are. */
final class JobMetersTest extends JobScenario {
    private static final String TRACE_ID = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String PARENT = "00-" + TRACE_ID + "-00f067aa0ba902b7-01";

    @Test
    void countsAttemptsByHowTheyEnd() {
        try (JobRunner ignored = start(job -> {
            if (job.lease().id().equals("bad")) {
                throw new LikenessException(ErrorCode.DATASET_UNUSABLE, "no faces");
            }
            return transaction -> {};
        })) {
            assertEquals(0, count("likeness.jobs.ended", "outcome", "succeeded"), "it begins at 0");
            enqueue("good");
            enqueue("bad");
            awaitState("good", "succeeded");
            awaitState("bad", "failed");
        }
        assertEquals(2, count("likeness.jobs.taken", "kind", KIND));
        assertEquals(1, count("likeness.jobs.ended", "outcome", "succeeded"));
        assertEquals(1, count("likeness.jobs.ended", "outcome", "failed"));
        assertEquals(0, count("likeness.jobs.leases.lost", "kind", KIND));
    }

    @Test
    void countsALeaseThatWasLostOnce() {
        try (JobRunner ignored = start(job -> {
            jdbi.useHandle(handle -> handle.execute("UPDATE job SET fence = fence + 1"));
            return transaction -> {};
        })) {
            enqueue("one");
            await().atMost(PATIENCE).until(() -> count("likeness.jobs.leases.lost", "kind", KIND) == 1);
        }
        assertEquals(1, count("likeness.jobs.leases.lost", "kind", KIND));
    }

    @Test
    void aWorkerGoesOnInTheTraceInWhichItsJobWasWritten() {
        List<String> seen = new CopyOnWriteArrayList<>();
        try (Trace request = Trace.begin("cause", PARENT)) {
            enqueue("one");
        }
        try (JobRunner ignored = start(job -> {
            seen.add(MDC.get("correlationId"));
            seen.add(MDC.get("traceId"));
            return transaction -> {};
        })) {
            awaitState("one", "succeeded");
        }
        assertEquals(List.of("cause", TRACE_ID), seen);
    }

    private double count(String name, String tag, String value) {
        return meters.get(name).tag(tag, value).counter().count();
    }
}
