package io.likeness.platform.jobs;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.LikenessException;
import io.likeness.contracts.training.TrainingQueued;
import io.likeness.platform.testing.PlatformTables;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

final class JobRunnerTest extends JobScenario {
    @Test
    void endsAJobTogetherWithItsEvents() {
        try (JobRunner ignored = start(job -> job.announcing(new TrainingQueued("one", "dataset", "model", null)))) {
            enqueue("one");
            awaitState("one", "succeeded");
        }
        assertEquals(1, PlatformTables.outbox(jdbi).size());
        assertEquals("one", PlatformTables.outbox(jdbi).getFirst().key());
    }

    @Test
    void concludesAJobThatCannotBeDone() {
        try (JobRunner ignored = start(job -> {
            throw new LikenessException(ErrorCode.DATASET_UNUSABLE, "no faces");
        })) {
            enqueue("one");
            awaitState("one", "failed");
        }
        assertEquals(List.of(1), attempts);
        String event = PlatformTables.outbox(jdbi).getFirst().content();
        assertTrue(event.contains("DATASET_UNUSABLE") && event.contains("no faces"), event);
    }

    @Test
    void survivesAnErrorOfItsHandler() {
        try (JobRunner ignored = start(job -> {
            if (job.lease().id().equals("bad")) {
                throw new StackOverflowError();
            }
            return transaction -> {};
        })) {
            enqueue("bad");
            enqueue("good");
            awaitState("good", "succeeded");
        }
        assertEquals("failed", state("bad"));
        String event = PlatformTables.outbox(jdbi).getFirst().content();
        assertTrue(event.contains("INTERNAL_ERROR"), event);
    }

    @Test
    void goesOnWhenAFailureCannotEvenBeRecorded() {
        try (JobRunner ignored = start(job -> {
            if (job.lease().id().equals(UNRECORDABLE)) {
                throw new LikenessException(ErrorCode.DATASET_UNUSABLE, "no faces");
            }
            return transaction -> {};
        })) {
            enqueue(UNRECORDABLE);
            await().atMost(PATIENCE).until(() -> !attempts.isEmpty());
            enqueue("good");
            awaitState("good", "succeeded");
        }
        assertEquals("running", state(UNRECORDABLE));
    }

    @Test
    void givesItsJobBackWhenItIsClosed() {
        CountDownLatch never = new CountDownLatch(1);
        JobRunner runner = start(job -> {
            never.await();
            return transaction -> {};
        });
        enqueue("one");
        await().atMost(PATIENCE).until(() -> !attempts.isEmpty());
        runner.close();
        assertEquals("queued", state("one"));
    }

    @Test
    void letsAHandlerSaveItsWorkBeforeItGivesTheJobBack() {
        CountDownLatch never = new CountDownLatch(1);
        AtomicBoolean stoppedBefore = new AtomicBoolean();
        JobRunner runner = start(job -> {
            stoppedBefore.set(job.stopping());
            try {
                never.await();
            } catch (InterruptedException e) {
                if (job.stopping()) {
                    job.publish(new TrainingQueued("saved", "dataset", "model", null));
                }
                throw e;
            }
            return transaction -> {};
        });
        enqueue("one");
        await().atMost(PATIENCE).until(() -> !attempts.isEmpty());
        runner.close();
        assertEquals("queued", state("one"));
        assertEquals("saved", PlatformTables.outbox(jdbi).getFirst().key());
        assertFalse(stoppedBefore.get());
    }

    @Test
    void givesItsJobBackWhenAnInterruptedCallLooksLikeAFailure() {
        CountDownLatch never = new CountDownLatch(1);
        JobRunner runner = start(job -> {
            try {
                never.await();
            } catch (InterruptedException e) {
                throw new LikenessException(ErrorCode.DATASET_UNUSABLE, "a client that swallowed the interrupt", e);
            }
            return transaction -> {};
        });
        enqueue("one");
        await().atMost(PATIENCE).until(() -> !attempts.isEmpty());
        runner.close();
        assertEquals("queued", state("one"));
        assertTrue(PlatformTables.outbox(jdbi).isEmpty());
    }

    @Test
    void runsSoManyJobsAtATime() throws InterruptedException {
        CountDownLatch three = new CountDownLatch(3);
        CountDownLatch end = new CountDownLatch(1);
        try (JobRunner ignored = start(SETTINGS.withWorkers(3), job -> {
            three.countDown();
            end.await();
            return transaction -> {};
        })) {
            List.of("a", "b", "c", "d").forEach(this::enqueue);
            assertTrue(three.await(PATIENCE.toSeconds(), TimeUnit.SECONDS));
            assertEquals("queued", state("d"));
            end.countDown();
            awaitState("d", "succeeded");
        }
    }

    /** Three of them: one may come by the first look, and one by the look a second after it. */
    @Test
    void beginsAJobSoonerThanItLooksByItself() {
        try (JobRunner ignored = start(SETTINGS, LONG_LEASE, job -> transaction -> {})) {
            for (String id : List.of("first", "second", "third")) {
                enqueue(id);
                awaitState(id, "succeeded");
            }
        }
    }

    @Test
    void expiresAJobThatIsStillQueuedAtItsDeadlineThoughNoWorkerIsFree() throws InterruptedException {
        CountDownLatch end = new CountDownLatch(1);
        try (JobRunner ignored = start(job -> {
            end.await();
            return transaction -> {};
        })) {
            enqueue("busy");
            awaitState("busy", "running");
            enqueue(job("late").until(Instant.now().plusMillis(300)));
            awaitState("late", "expired");
            end.countDown();
            awaitState("busy", "succeeded");
        }
        assertEquals(1, announced("late").size());
        assertTrue(announced("late").getFirst().contains("expired"));
        assertEquals(List.of(1), attempts);
    }

    @Test
    void failsAJobWhoseEndCanNeverBeWritten() {
        try (JobRunner ignored = start(job -> transaction -> transaction.execute("SELECT 1 / 0"))) {
            enqueue("one");
            awaitState("one", "failed");
        }
        assertEquals(List.of(1), attempts);
    }

    @Test
    void looksAroundHoweverFastItsJobsEnd() {
        jdbi.useHandle(handle ->
                handle.execute("INSERT INTO job (kind, id, payload, correlation_id) SELECT 'work', i::text, '', '' FROM"
                        + " generate_series(1, 20000) i"));
        enqueue(job("late").until(Instant.now().minusSeconds(1)));
        try (JobRunner ignored = start(SETTINGS.withWorkers(64), job -> transaction -> {})) {
            awaitState("late", "expired");
            int left = jdbi.withHandle(handle -> handle.createQuery("SELECT count(*) FROM job WHERE state = 'queued'")
                    .mapTo(Integer.class)
                    .one());
            assertTrue(left > 0);
        }
    }

    @Test
    void leavesJobsThatNeedWhatItHasNot() {
        try (JobRunner ignored = start(SETTINGS.withResources(Set.of(ResourceClass.CPU)), job -> transaction -> {})) {
            enqueue(job("gpu").on(ResourceClass.GPU));
            enqueue("cpu");
            awaitState("cpu", "succeeded");
        }
        assertEquals("queued", state("gpu"));
    }
}
