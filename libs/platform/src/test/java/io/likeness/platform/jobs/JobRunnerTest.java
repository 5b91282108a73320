package io.likeness.platform.jobs;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.LikenessException;
import io.likeness.contracts.training.TrainingQueued;
import io.likeness.platform.testing.PlatformTables;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jdbi.v3.core.Handle;
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
    void triesARetriableFailureAgain() {
        try (JobRunner ignored = start(job -> {
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
    void interruptsAHandlerThatLostItsLeaseAndGoesOnWithTheNextJob() {
        AtomicBoolean interrupted = new AtomicBoolean();
        CountDownLatch never = new CountDownLatch(1);
        try (JobRunner ignored = start(job -> {
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
    void runsSoManyJobsAtATime() throws InterruptedException {
        CountDownLatch three = new CountDownLatch(3);
        CountDownLatch end = new CountDownLatch(1);
        try (JobRunner ignored = start(RunnerSettings.of(KIND).withWorkers(3), job -> {
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

    @Test
    void keepsTheLeasesOfAllItsJobs() throws InterruptedException {
        CountDownLatch end = new CountDownLatch(1);
        try (JobRunner ignored = start(RunnerSettings.of(KIND).withWorkers(2), job -> {
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

    @Test
    void beginsAJobFarSoonerThanItLooksByItself() {
        List<Long> millis = new CopyOnWriteArrayList<>();
        try (JobRunner ignored = start(job -> {
            millis.add(
                    (System.nanoTime() - Long.parseLong(new String(job.lease().payload(), StandardCharsets.UTF_8)))
                            / 1_000_000);
            return transaction -> {};
        })) {
            for (int i = 0; i < 9; i++) {
                byte[] now = Long.toString(System.nanoTime()).getBytes(StandardCharsets.UTF_8);
                enqueue(NewJob.of(KIND, "job-" + i, now, "cause"));
                awaitState("job-" + i, "succeeded");
            }
        }
        assertTrue(millis.stream().sorted().toList().get(4) < 200, millis::toString);
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
        try (JobRunner ignored = start(job -> {
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
    void doesNotExpireAJobThatWasDeclaredToBeInTime() {
        Instant deadline = Instant.now().plusSeconds(2);
        try (JobRunner ignored = start(job -> {
            if (job.lease().attempt() == 1) {
                job.transact(job::inTime);
            }
            if (Instant.now().isBefore(deadline)) {
                throw new LikenessException(ErrorCode.OBJECT_STORE_UNAVAILABLE, "away");
            }
            return transaction -> {};
        })) {
            enqueue(job("one").until(deadline));
            awaitState("one", "succeeded");
        }
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

    @Test
    void failsAJobWhoseEndCanNeverBeWritten() {
        try (JobRunner ignored = start(job -> transaction -> transaction.execute("SELECT 1 / 0"))) {
            enqueue("one");
            awaitState("one", "failed");
        }
        assertEquals(List.of(1), attempts);
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
    void looksAroundHoweverFastItsJobsEnd() {
        jdbi.useHandle(handle ->
                handle.execute("INSERT INTO job (kind, id, payload, correlation_id) SELECT 'work', i::text, '', '' FROM"
                        + " generate_series(1, 20000) i"));
        enqueue(job("late").until(Instant.now().minusSeconds(1)));
        try (JobRunner ignored = start(RunnerSettings.of(KIND).withWorkers(64), job -> transaction -> {})) {
            awaitState("late", "expired");
            int left = jdbi.withHandle(handle -> handle.createQuery("SELECT count(*) FROM job WHERE state = 'queued'")
                    .mapTo(Integer.class)
                    .one());
            assertTrue(left > 0);
        }
    }

    @Test
    void leavesJobsThatNeedWhatItHasNot() {
        try (JobRunner ignored =
                start(RunnerSettings.of(KIND).withResources(Set.of(ResourceClass.CPU)), job -> transaction -> {})) {
            enqueue(job("gpu").on(ResourceClass.GPU));
            enqueue("cpu");
            awaitState("cpu", "succeeded");
        }
        assertEquals("queued", state("gpu"));
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
