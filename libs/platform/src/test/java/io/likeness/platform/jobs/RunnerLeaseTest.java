package io.likeness.platform.jobs;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.LikenessException;
import io.likeness.contracts.training.TrainingQueued;
import io.likeness.platform.testing.PlatformTables;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.Test;

/** Runners that keep their leases, or lose them to another. */
final class RunnerLeaseTest extends JobScenario {
    private static final Duration BRIEF = Duration.ofSeconds(3);

    @Test
    void interruptsAHandlerThatLostItsLeaseAndGoesOnWithTheNextJob() {
        AtomicBoolean interrupted = new AtomicBoolean();
        CountDownLatch never = new CountDownLatch(1);
        try (JobRunner ignored = start(SETTINGS, BRIEF, job -> {
            if (job.lease().id().equals("lost")) {
                takeAway("lost");
                try {
                    never.await();
                } catch (InterruptedException e) {
                    interrupted.set(true);
                    throw e;
                }
            }
            return transaction -> {};
        })) {
            enqueue("lost");
            await().atMost(PATIENCE).untilTrue(interrupted);
            enqueue("next");
            awaitState("next", "succeeded");
        }
        assertEquals("running", state("lost"), "it belongs to the runner that took it over");
    }

    @Test
    void writesNothingAfterItsLeaseWasLost() {
        try (JobRunner ignored = start(job -> {
            takeAway(job.lease().id());
            return job.announcing(new TrainingQueued("lost", "dataset", "model", null));
        })) {
            enqueue("lost");
            await().atMost(PATIENCE).until(() -> !attempts.isEmpty());
        }
        assertEquals("running", state("lost"));
        assertTrue(PlatformTables.outbox(jdbi).isEmpty());
    }

    @Test
    void waitsNoLongerOnceItsLeaseIsLost() {
        AtomicInteger writes = new AtomicInteger();
        try (JobRunner ignored = start(job -> {
            job.transactPatiently(transaction -> {
                writes.incrementAndGet();
                takeAway(transaction, job.lease().id());
            });
            job.publishPatiently(new TrainingQueued("lost", "dataset", "model", null));
            return transaction -> {};
        })) {
            enqueue("lost");
            enqueue("next");
            await().atMost(PATIENCE).until(() -> attempts.size() == 2);
        }
        assertTrue(PlatformTables.outbox(jdbi).isEmpty());
    }

    @Test
    void endsItsWaitForTheDatabaseOnceItsLeaseIsLost() {
        AtomicInteger ends = new AtomicInteger();
        try (JobRunner ignored = start(job -> transaction -> {
            if (job.lease().id().equals("lost")) {
                ends.incrementAndGet();
                throw new LikenessException(ErrorCode.DATABASE_UNAVAILABLE, "away");
            }
        })) {
            enqueue("lost");
            enqueue("next");
            await().atMost(PATIENCE).until(() -> ends.get() > 1);
            takeAway("lost");
            awaitState("next", "succeeded");
        }
        assertEquals("running", state("lost"), "it belongs to the runner that took it over");
    }

    @Test
    void keepsTheLeasesOfAllItsJobs() throws InterruptedException {
        CountDownLatch end = new CountDownLatch(1);
        try (JobRunner ignored = start(SETTINGS.withWorkers(2), BRIEF, job -> {
            end.await();
            return transaction -> {};
        })) {
            enqueue("a");
            enqueue("b");
            awaitState("b", "running");
            String until =
                    jdbi.withHandle(handle -> handle.createQuery("SELECT CAST(max(lease_until) AS text) FROM job")
                            .mapTo(String.class)
                            .one());
            await().atMost(PATIENCE).until(() -> leasesUntilAfter(until) == 2);
            end.countDown();
            awaitState("b", "succeeded");
        }
    }

    private int leasesUntilAfter(String time) {
        return jdbi.withHandle(handle -> handle.createQuery(
                        "SELECT count(*) FROM job WHERE state = 'running' AND lease_until > CAST(:time AS timestamptz)")
                .bind("time", time)
                .mapTo(Integer.class)
                .one());
    }

    /** As another runner does after the lease has run out. */
    private void takeAway(String id) {
        jdbi.useHandle(handle -> takeAway(handle, id));
    }

    private static void takeAway(Handle handle, String id) {
        handle.createUpdate("UPDATE job SET fence = fence + 1, lease_until = now() + interval '1 hour' WHERE id = :id")
                .bind("id", id)
                .execute();
    }
}
