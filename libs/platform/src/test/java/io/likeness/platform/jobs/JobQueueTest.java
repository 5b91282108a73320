package io.likeness.platform.jobs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.Failure;
import io.likeness.contracts.LikenessException;
import io.likeness.contracts.TenantId;
import io.likeness.platform.jobs.Cancelling.AlreadyEnded;
import io.likeness.platform.jobs.Cancelling.Forestalled;
import io.likeness.platform.jobs.Cancelling.Told;
import io.likeness.platform.jobs.Cancelling.TooLate;
import io.likeness.platform.jobs.Cancelling.Withdrawn;
import io.likeness.platform.testing.PlatformTables;
import io.likeness.platform.testing.Provided;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class JobQueueTest extends JobScenario {
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Set<ResourceClass> ALL = EnumSet.allOf(ResourceClass.class);

    private Leases leases = new Leases(jdbi);

    @BeforeEach
    void createLeases() {
        leases = new Leases(jdbi);
    }

    @Test
    void writesAJobOfOneIdOnce() {
        assertEquals(Enqueueing.QUEUED, write("one"));
        assertEquals(Enqueueing.KNOWN, write("one"));
        Lease lease = take();
        assertEquals("one", lease.id());
        assertEquals("payload of one", new String(lease.payload(), UTF_8));
        assertEquals("cause", lease.correlationId());
        assertEquals(1, lease.attempt());
        assertTrue(taken().isEmpty());
    }

    @Test
    void writesNothingWhereTheTransactionFails() {
        assertThrows(
                IllegalStateException.class,
                () -> jdbi.useTransaction(transaction -> {
                    queue.enqueue(transaction, job("one"));
                    throw new IllegalStateException("rolled back");
                }));
        assertTrue(taken().isEmpty());
    }

    @Test
    void givesTheOldestJobOfItsKindFirst() {
        write("first");
        jdbi.useTransaction(
                transaction -> queue.enqueue(transaction, NewJob.of("other", "foreign", new byte[0], "cause")));
        write("second");
        assertEquals("first", take().id());
        assertEquals("second", take().id());
        assertTrue(taken().isEmpty());
    }

    @Test
    void givesEachJobToOneOfManyTakers() throws Exception {
        IntStream.range(0, 40).forEach(i -> write("job-" + i));
        List<String> taken = new ArrayList<>();
        try (ExecutorService takers = Executors.newFixedThreadPool(8)) {
            Callable<List<String>> taker = this::takeAll;
            for (Future<List<String>> result :
                    takers.invokeAll(IntStream.range(0, 8).mapToObj(i -> taker).toList())) {
                taken.addAll(result.get());
            }
        }
        assertEquals(
                IntStream.range(0, 40).mapToObj(i -> "job-" + i).sorted().toList(),
                taken.stream().sorted().toList());
    }

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
        assertTrue(leases.takeOver(KIND, seen, MINUTE).isEmpty(), "it was seen before the heartbeat");
    }

    @Test
    void keepsALeaseByHeartbeats() {
        write("one");
        Lease lease = leases.take(KIND, ALL, Duration.ofSeconds(1)).orElseThrow();
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

    @Test
    void letsCallersTakeTurns() {
        for (int i = 0; i < 4; i++) {
            enqueue(job("a" + i).calledBy(new TenantId("a")));
        }
        assertEquals("a0", take().id());
        for (int i = 0; i < 3; i++) {
            enqueue(job("b" + i).calledBy(new TenantId("b")));
        }
        enqueue(job("c0").calledBy(new TenantId("c")));
        assertEquals(
                List.of("b0", "c0", "a1", "b1", "a2", "b2", "a3"),
                IntStream.range(0, 7).mapToObj(i -> take().id()).toList());
    }

    @Test
    void letsNoCallerCatchUpForTheTimeInWhichItAskedForNothing() {
        IntStream.range(0, 20).forEach(i -> enqueue(job("a" + i).calledBy(new TenantId("a"))));
        IntStream.range(0, 10).forEach(i -> take());
        IntStream.range(0, 3).forEach(i -> enqueue(job("b" + i).calledBy(new TenantId("b"))));
        List<String> next = IntStream.range(0, 5).mapToObj(i -> take().id()).toList();
        assertEquals(List.of("b0", "a10", "b1", "a11", "b2"), next);
    }

    @Test
    void holdsAJobUntilItIsAdmitted() {
        enqueue(job("one").untilAdmitted());
        assertTrue(taken().isEmpty());
        assertTrue(leases.next(KIND).isEmpty(), "nothing happens by itself");
        jdbi.useTransaction(transaction -> assertTrue(queue.admit(transaction, KIND, "one", "known".getBytes(UTF_8))));
        assertEquals("known", new String(take().payload(), UTF_8));
        jdbi.useTransaction(transaction -> assertFalse(queue.admit(transaction, KIND, "one", new byte[0])));
    }

    @Test
    void endsAJobThatIsRefusedForAReasonOutsideOfIt() {
        enqueue(job("one").untilAdmitted());
        Failure reason = new Failure(ErrorCode.DATASET_UNUSABLE, "rejected", false);
        jdbi.useTransaction(transaction -> assertTrue(queue.refuse(transaction, KIND, "one", reason)));
        assertEquals("failed", state("one"));
        assertEquals("rejected", column("one", "failure ->> 'message'", String.class));
        jdbi.useTransaction(transaction -> assertFalse(queue.refuse(transaction, KIND, "one", reason)));
    }

    @Test
    void givesNoJobPastItsDeadline() {
        enqueue(job("late").until(Instant.now().minusSeconds(1)));
        assertTrue(taken().isEmpty());
        assertEquals(List.of("late"), leases.overdue(KIND));
    }

    @Test
    void knowsWhenTheNextJobIsAvailableOrOverdue() {
        enqueue(job("one"));
        leases.giveBack(take(), MINUTE, null);
        enqueue(job("two").until(Instant.now().plusSeconds(30)));
        Duration next = leases.next(KIND).orElseThrow();
        assertTrue(
                next.compareTo(Duration.ofSeconds(30)) <= 0 && next.compareTo(Duration.ofSeconds(20)) > 0,
                next::toString);
    }

    @Test
    void deletesRowsThatHaveEndedLongAgoAndNoOthers() {
        List.of("old", "new", "running", "queued").forEach(this::write);
        cancel("old");
        cancel("new");
        cancel("never-started");
        take();
        jdbi.useHandle(handle -> handle.execute(
                "UPDATE job SET ended_at = now() - interval '8 days', created_at = now() - interval '9 days'"
                        + " WHERE id <> 'new'"));
        assertEquals(2, purge().purge());
        assertEquals(
                List.of("new", "queued", "running"),
                jdbi.withHandle(handle -> handle.createQuery("SELECT id FROM job ORDER BY id")
                        .mapTo(String.class)
                        .list()));
    }

    @Test
    void deletesMoreRowsThanABatchHas() {
        jdbi.useHandle(handle -> handle.execute(
                "INSERT INTO job (kind, id, payload, correlation_id, state, ended_at) SELECT 'work', i::text,"
                        + " '', '', 'succeeded', now() - interval '8 days' FROM generate_series(1, 2500) i"));
        assertEquals(2500, purge().purge());
    }

    private JobPurge purge() {
        return new JobPurge(new Provided<>(PlatformTables.dataSource()), new Provided<>(jdbi), new JobConfiguration() {
            @Override
            public Duration retention() {
                return Duration.ofDays(7);
            }

            @Override
            public Duration purgeInterval() {
                return MINUTE;
            }
        });
    }

    private Enqueueing write(String id) {
        return enqueue(NewJob.of(KIND, id, ("payload of " + id).getBytes(UTF_8), "cause"));
    }

    /** A beat of a runner that has this job only. */
    private Grip beat(Lease lease) {
        Grip grip = new Grip(lease, () -> {});
        leases.heart(KIND, MINUTE, () -> List.of(grip)).beat();
        return grip;
    }

    private Optional<Lease> taken() {
        return leases.take(KIND, ALL, MINUTE);
    }

    private Lease takeOver() {
        Sighting seen = leases.running(KIND, ALL).getFirst();
        return leases.takeOver(KIND, seen, MINUTE).orElseThrow();
    }

    private List<String> takeAll() {
        List<String> taken = new ArrayList<>();
        int misses = 0;
        while (misses < 3) {
            Optional<Lease> lease = taken();
            lease.ifPresent(found -> taken.add(found.id()));
            misses = lease.isPresent() ? 0 : misses + 1;
        }
        return taken;
    }

    private Lease take() {
        return taken().orElseThrow();
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
