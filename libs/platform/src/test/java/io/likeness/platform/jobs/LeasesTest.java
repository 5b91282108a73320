package io.likeness.platform.jobs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.LikenessException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

final class LeasesTest extends LeaseScenario {
    @Test
    void givesAnExpiredLeaseToTheNextTakerAndRefusesTheFormer() {
        write("one");
        Lease former = take();
        expire();
        Lease next = takeOver();
        assertEquals(2, next.attempt());
        assertEquals(1, next.trouble().lost());
        assertTrue(next.fence() > former.fence());
        assertTrue(beat(former).lost());
        assertLeaseLost(() -> leases.transact(former, transaction -> transaction.execute("DELETE FROM outbox")));
        assertLeaseLost(() -> leases.finish(former, JobEnd.SUCCEEDED, null, transaction -> {}));
        leases.giveBack(former, Duration.ZERO, null);
        assertTrue(taken().isEmpty(), "the former runner's release frees nothing");
        leases.finish(next, JobEnd.SUCCEEDED, null, transaction -> {});
        assertTrue(taken().isEmpty());
    }

    @Test
    void writesNothingOfARunnerThatLostItsLease() {
        write("one");
        Lease former = take();
        expire();
        takeOver();
        assertLeaseLost(() -> leases.transact(former, transaction -> queue.enqueue(transaction, job("written"))));
        assertEquals(1, count("SELECT count(*) FROM job"));
    }

    @Test
    void takesUpALeaseThatRanOutUnnoticed() {
        write("one");
        Lease lease = take();
        expire();
        Sighting seen = leases.running(KIND, ALL).getFirst();
        assertTrue(seen.expired());
        assertFalse(beat(lease).lost());
        assertFalse(leases.running(KIND, ALL).getFirst().expired());
        assertTrue(leases.takeOver(KIND, seen).isEmpty(), "it was seen before the heartbeat");
    }

    @Test
    void keepsALeaseByHeartbeats() {
        write("one");
        Lease lease = leases(Duration.ofSeconds(1)).take(KIND, ALL).orElseThrow();
        assertFalse(beat(lease).lost());
        assertEquals(1, count("SELECT count(*) FROM job WHERE lease_until > now() + interval '50 seconds'"));
    }

    @Test
    void givesAReleasedJobAgainAfterItsDelayAndWithoutALoss() {
        write("one");
        leases.giveBack(take(), MINUTE, null);
        assertTrue(taken().isEmpty());
        jdbi.useHandle(handle -> handle.execute("UPDATE job SET available_at = now()"));
        Lease again = take();
        assertEquals(2, again.attempt());
        assertEquals(0, again.trouble().lost());
    }

    @Test
    void doesNotEndAJobWhoseLastTransactionFails() {
        write("one");
        Lease lease = take();
        assertThrows(
                IllegalStateException.class,
                () -> leases.finish(lease, JobEnd.SUCCEEDED, null, transaction -> {
                    throw new IllegalStateException("rolled back");
                }));
        assertFalse(beat(lease).lost());
    }

    private Lease takeOver() {
        Sighting seen = leases.running(KIND, ALL).getFirst();
        return leases.takeOver(KIND, seen).orElseThrow();
    }

    private void expire() {
        jdbi.useHandle(handle -> handle.execute("UPDATE job SET lease_until = now() - interval '1 second'"));
    }

    private int count(String query) {
        return jdbi.withHandle(
                handle -> handle.createQuery(query).mapTo(Integer.class).one());
    }

    private static void assertLeaseLost(Runnable work) {
        LikenessException failure = assertThrows(LikenessException.class, work::run);
        assertEquals(ErrorCode.LEASE_LOST, failure.code());
    }
}
