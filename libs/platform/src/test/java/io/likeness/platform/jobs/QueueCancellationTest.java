package io.likeness.platform.jobs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.likeness.platform.jobs.Cancelling.AlreadyEnded;
import io.likeness.platform.jobs.Cancelling.Forestalled;
import io.likeness.platform.jobs.Cancelling.Told;
import io.likeness.platform.jobs.Cancelling.TooLate;
import io.likeness.platform.jobs.Cancelling.Withdrawn;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Jobs that are cancelled: queued, taken and unknown. */
final class QueueCancellationTest extends LeaseScenario {
    @Test
    void endsAQueuedJobThatIsCancelled() {
        write("one");
        Withdrawn withdrawn = assertInstanceOf(Withdrawn.class, cancel("one"));
        assertEquals("cause", withdrawn.correlationId());
        assertEquals("payload of one", new String(withdrawn.payload(), UTF_8));
        assertEquals("cancelled", state("one"));
        assertTrue(taken().isEmpty());
        assertEquals(new AlreadyEnded(JobEnd.CANCELLED), cancel("one"));
        assertEquals(Enqueueing.CANCELLED, write("one"));
    }

    @Test
    void endsAJobThatWasGivenBackAndIsCancelled() {
        write("one");
        leases.giveBack(take(), MINUTE, null);
        assertInstanceOf(Withdrawn.class, cancel("one"));
        assertEquals("cancelled", state("one"));
    }

    @Test
    void cancelsNothingWhereTheTransactionFails() {
        write("one");
        assertThrows(
                IllegalStateException.class,
                () -> jdbi.useTransaction(transaction -> {
                    queue.cancel(transaction, KIND, "one");
                    throw new IllegalStateException("rolled back");
                }));
        assertEquals("queued", state("one"));
    }

    @Test
    void refusesAStartThatComesAfterItsCancellation() {
        assertEquals(new Forestalled(), cancel("one"));
        assertEquals(Enqueueing.CANCELLED, write("one"));
        assertTrue(taken().isEmpty());
        assertEquals(new AlreadyEnded(JobEnd.CANCELLED), cancel("one"));
    }

    @Test
    void tellsTheRunnerOfARunningJobThatIsCancelled() {
        write("one");
        Lease lease = take();
        Grip grip = new Grip(lease, () -> {});
        assertEquals(new Told(), cancel("one"));
        assertEquals(new Told(), cancel("one"));
        assertEquals("running", state("one"));
        assertFalse(grip.cancelled());
        assertTrue(beat(lease).cancelled());
    }

    @Test
    void givesACancelledJobThatItsRunnerGaveBackToTheNextWithoutDelay() {
        write("one");
        Lease lease = take();
        cancel("one");
        leases.giveBack(lease, MINUTE, null);
        assertTrue(take().cancelled());
    }

    @Test
    void cancelsAPinnedJobNoMore() {
        write("one");
        Lease lease = take();
        leases.transact(lease, transaction -> assertTrue(leases.pin(transaction, lease)));
        assertEquals(new TooLate(), cancel("one"));
        assertFalse(beat(lease).cancelled());
        leases.giveBack(lease, Duration.ZERO, null);
        assertEquals(new TooLate(), cancel("one"));
        assertFalse(take().cancelled());
    }

    @Test
    void pinsNoJobThatIsCancelled() {
        write("one");
        Lease lease = take();
        cancel("one");
        leases.transact(lease, transaction -> assertFalse(leases.pin(transaction, lease)));
    }

    @Test
    void endsAJobAsEitherCancelledOrEnqueuedWhereBothComeAtOnce() throws Exception {
        for (int i = 0; i < 20; i++) {
            String id = "job-" + i;
            try (ExecutorService both = Executors.newFixedThreadPool(2)) {
                Future<Enqueueing> written = both.submit(() -> write(id));
                Future<Cancelling> cancelled = both.submit(() -> cancel(id));
                boolean queued = written.get() == Enqueueing.QUEUED;
                assertEquals(queued, cancelled.get() instanceof Withdrawn, () -> id);
                assertEquals("cancelled", state(id));
            }
        }
    }
}
