package io.likeness.platform.jobs;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.LikenessException;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** Jobs that are cancelled while a runner has them. */
final class CancellationTest extends JobScenario {
    private final CountDownLatch never = new CountDownLatch(1);

    @Test
    void interruptsTheWorkAndAnnouncesTheEnd() {
        AtomicBoolean cancelled = new AtomicBoolean();
        try (JobRunner ignored = start(job -> {
            try {
                never.await();
            } catch (InterruptedException e) {
                cancelled.compareAndSet(false, job.cancelled());
                throw e;
            }
            return transaction -> {};
        })) {
            enqueue("one");
            awaitState("one", "running");
            assertEquals(new Cancelling.Told(), cancel("one"));
            awaitState("one", "cancelled");
            enqueue("next");
            awaitState("next", "running");
        }
        assertTrue(cancelled.get());
        assertEquals(List.of("{\"trainingId\":\"one\"}"), announced("one"));
        assertEquals("queued", state("next"), "the interruption was that of the job before");
    }

    @Test
    void waitsForNoHeartbeat() {
        try (JobRunner ignored = start(SETTINGS, LONG_LEASE, job -> {
            never.await();
            return transaction -> {};
        })) {
            enqueue("one");
            await().atMost(PATIENCE).until(() -> !attempts.isEmpty());
            cancel("one");
            awaitState("one", "cancelled");
        }
    }

    @Test
    void takesAFailureOfInterruptedWorkForTheCancellation() {
        try (JobRunner ignored = start(job -> {
            try {
                never.await();
            } catch (InterruptedException e) {
                throw new LikenessException(ErrorCode.OBJECT_STORE_UNAVAILABLE, "a client that swallowed it", e);
            }
            return transaction -> {};
        })) {
            enqueue("one");
            awaitState("one", "running");
            cancel("one");
            awaitState("one", "cancelled");
        }
        assertEquals(1, announced("one").size());
    }

    @Test
    void letsWorkThatWasQuickerEndAsItDid() {
        try (JobRunner ignored = start(job -> {
            await().atMost(PATIENCE).until(job::cancelled);
            return job.announcing();
        })) {
            enqueue("one");
            awaitState("one", "running");
            cancel("one");
            await().atMost(PATIENCE).until(() -> !List.of("running", "queued").contains(state("one")));
        }
        assertTrue(List.of("succeeded", "cancelled").contains(state("one")), () -> state("one"));
        assertEquals(state("one").equals("cancelled") ? 1 : 0, announced("one").size());
    }

    @Test
    void doesNotInterruptPinnedWork() throws InterruptedException {
        CountDownLatch pinned = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        AtomicBoolean cancelled = new AtomicBoolean();
        try (JobRunner ignored = start(job -> {
            job.transact(transaction -> assertTrue(job.pin(transaction)));
            pinned.countDown();
            end.await();
            cancelled.set(job.cancelled());
            return transaction -> {};
        })) {
            enqueue("one");
            assertTrue(pinned.await(PATIENCE.toSeconds(), TimeUnit.SECONDS));
            assertEquals(new Cancelling.TooLate(), cancel("one"));
            end.countDown();
            awaitState("one", "succeeded");
        }
        assertFalse(cancelled.get());
        assertTrue(announced("one").isEmpty());
    }

    @Test
    void endsWorkThatFindsItselfCancelledWhereItWouldPin() {
        AtomicBoolean pinned = new AtomicBoolean();
        try (JobRunner ignored = start(job -> {
            job.transact(transaction -> {
                transaction.execute("UPDATE job SET cancelled = true");
                pinned.set(job.pin(transaction));
            });
            job.check();
            return transaction -> {};
        })) {
            enqueue("one");
            awaitState("one", "cancelled");
        }
        assertFalse(pinned.get());
        assertEquals(1, announced("one").size());
    }

    @Test
    void endsACancelledJobWhoseRunnerDiedWithoutRunningItAgain() {
        jdbi.useHandle(
                handle -> handle.execute(
                        "INSERT INTO job (kind, id, payload, correlation_id, state, attempt, fence,"
                                + " lease_until, cancelled) VALUES ('work', 'one', '', 'cause', 'running', 1, 1, now(), true)"));
        try (JobRunner ignored = start(job -> transaction -> {})) {
            awaitState("one", "cancelled");
        }
        assertTrue(attempts.isEmpty());
        assertEquals(1, announced("one").size());
    }
}
