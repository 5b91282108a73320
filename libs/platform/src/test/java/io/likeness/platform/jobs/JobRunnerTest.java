package io.likeness.platform.jobs;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.Failure;
import io.likeness.contracts.LikenessException;
import io.likeness.contracts.training.TrainingFailed;
import io.likeness.contracts.training.TrainingQueued;
import io.likeness.platform.events.EventSender;
import io.likeness.platform.events.EventWriter;
import io.likeness.platform.events.Outbox;
import io.likeness.platform.events.OutboxRelay;
import io.likeness.platform.testing.FakeBroker;
import io.likeness.platform.testing.PlatformTables;
import io.likeness.platform.testing.Provided;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class JobRunnerTest {
    private static final String KIND = "work";
    private static final String UNRECORDABLE = "unrecordable";
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final List<Integer> attempts = new CopyOnWriteArrayList<>();
    private Jdbi jdbi = Jdbi.create(PlatformTables.dataSource());
    private JobQueue queue = new JobQueue(jdbi);

    @BeforeEach
    void createTables() throws IOException {
        jdbi = PlatformTables.create();
        queue = new JobQueue(jdbi);
    }

    @Test
    void endsAJobTogetherWithItsEvents() {
        try (JobRunner runner = start(job -> job.announcing(new TrainingQueued("one", "dataset", "model", null)))) {
            enqueue("one");
            runner.wake();
            awaitState("one", "done");
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
            awaitState("one", "done");
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
            awaitState("one", "done");
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
            awaitState("good", "done");
        }
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
            awaitState("good", "done");
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
            awaitState("next", "done");
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
            awaitState("one", "done");
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
            awaitState("deadly", "done");
        }
        assertTrue(attempts.isEmpty());
        assertEquals(1, PlatformTables.outbox(jdbi).size());
    }

    private interface Work {
        Consumer<Handle> run(RunningJob job) throws InterruptedException;
    }

    private JobRunner start(Work work) {
        OutboxRelay relay = new OutboxRelay(
                new Provided<>(PlatformTables.dataSource()), new Provided<>(jdbi), new EventSender(new FakeBroker()));
        Outbox outbox = new Outbox(new EventWriter("platform-test"), relay);
        JobRunner runner = new JobRunner(KIND, queue, outbox, new JobHandler() {
            @Override
            public Consumer<Handle> run(RunningJob job) throws InterruptedException {
                attempts.add(job.lease().attempt());
                return work.run(job);
            }

            @Override
            public Consumer<Handle> failed(RunningJob job, LikenessException failure) {
                if (job.lease().id().equals(UNRECORDABLE)) {
                    throw new AssertionError("defect");
                }
                return job.announcing(new TrainingFailed(job.lease().id(), Failure.of(failure)));
            }
        });
        runner.start();
        return runner;
    }

    private void enqueue(String id) {
        jdbi.useTransaction(transaction -> queue.enqueue(transaction, KIND, id, new byte[0], "cause"));
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

    private String state(String id) {
        return jdbi.withHandle(handle -> handle.createQuery("SELECT state FROM job WHERE id = :id")
                .bind("id", id)
                .mapTo(String.class)
                .one());
    }

    private void awaitState(String id, String state) {
        await().atMost(PATIENCE).until(() -> state(id).equals(state));
    }
}
