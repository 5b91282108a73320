package io.likeness.platform.jobs;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.LikenessException;
import io.likeness.contracts.training.TrainingQueued;
import io.likeness.platform.testing.PlatformTables;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What fails and is tried again, and what is not. */
final class JobRetryTest extends JobScenario {
    private static final RunnerSettings EAGER = SETTINGS.withDelay(Duration.ofMillis(100));

    @Test
    void triesARetriableFailureAgain() {
        try (JobRunner ignored = start(EAGER, job -> {
            if (job.lease().attempt() < 2) {
                throw new LikenessException(ErrorCode.OBJECT_STORE_UNAVAILABLE, "away");
            }
            return transaction -> {};
        })) {
            enqueue("one");
            awaitState("one", "succeeded");
        }
        assertEquals(List.of(1, 2), attempts);
        assertTrue(PlatformTables.outbox(jdbi).isEmpty());
    }

    @Test
    void failsAJobWithItsLastReasonOnceItsBudgetIsSpent() {
        try (JobRunner ignored = start(job -> {
            throw new LikenessException(
                    ErrorCode.OBJECT_STORE_UNAVAILABLE, "away " + job.lease().attempt());
        })) {
            enqueue(job("one").attempts(3));
            await().atMost(PATIENCE).until(() -> column("one", "failure IS NOT NULL", Boolean.class));
            assertEquals(
                    "away 1", column("one", "failure ->> 'message'", String.class), "shown while it is tried again");
            awaitState("one", "failed");
        }
        assertEquals(List.of(1, 2, 3), attempts);
        assertEquals("away 3", column("one", "failure ->> 'message'", String.class));
        assertTrue(announced("one").getFirst().contains("away 3"));
    }

    @Test
    void countsOnlyTheFailuresSinceTheJobGotOn() {
        try (JobRunner ignored = start(EAGER, job -> {
            if (job.lease().attempt() == 2) {
                job.transact(job::progressed);
            }
            throw new LikenessException(ErrorCode.OBJECT_STORE_UNAVAILABLE, "away");
        })) {
            enqueue(job("one").attempts(2));
            awaitState("one", "failed");
        }
        assertEquals(List.of(1, 2, 3), attempts);
    }

    @Test
    void doesNotExpireAJobThatWasDeclaredToBeInTime() {
        try (JobRunner ignored = start(EAGER, job -> {
            if (job.lease().attempt() == 1) {
                jdbi.useHandle(handle -> handle.execute("UPDATE job SET deadline = now()"));
                job.transact(job::inTime);
                throw new LikenessException(ErrorCode.OBJECT_STORE_UNAVAILABLE, "away");
            }
            return transaction -> {};
        })) {
            enqueue(job("one").until(Instant.now().plus(Duration.ofHours(1))));
            awaitState("one", "succeeded");
        }
        assertEquals(List.of(1, 2), attempts);
    }

    @Test
    void endsAJobWhoseRunnersAreLostOneAfterTheOther() {
        enqueue("deadly");
        jdbi.useHandle(handle -> handle.execute("UPDATE job SET lost = 6"));
        try (JobRunner ignored = start(job -> transaction -> {})) {
            awaitState("deadly", "failed");
        }
        assertTrue(attempts.isEmpty());
        assertEquals(1, PlatformTables.outbox(jdbi).size());
    }

    @Test
    void waitsWithProgressForADatabaseThatIsAway() {
        AtomicInteger writes = new AtomicInteger();
        try (JobRunner ignored = start(job -> {
            job.transactPatiently(transaction -> {
                if (writes.incrementAndGet() < 3) {
                    throw new LikenessException(ErrorCode.DATABASE_UNAVAILABLE, "away");
                }
            });
            return transaction -> {};
        })) {
            enqueue("one");
            awaitState("one", "succeeded");
        }
        assertEquals(3, writes.get());
        assertEquals(List.of(1), attempts);
    }

    @Test
    void endsAFinishedJobWithoutDoingItAgainThoughTheDatabaseIsAwayAtItsEnd() {
        AtomicInteger ends = new AtomicInteger();
        try (JobRunner ignored = start(job -> transaction -> {
            if (ends.incrementAndGet() < 4) {
                throw new LikenessException(ErrorCode.DATABASE_UNAVAILABLE, "away");
            }
            job.announcing(new TrainingQueued("one", "dataset", "model", null)).accept(transaction);
        })) {
            enqueue("one");
            awaitState("one", "succeeded");
        }
        assertEquals(List.of(1), attempts);
        assertEquals(1, announced("one").size());
        assertEquals(0, column("one", "failures", Integer.class));
    }
}
