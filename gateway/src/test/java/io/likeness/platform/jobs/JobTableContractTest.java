package io.likeness.platform.jobs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.Failure;
import io.likeness.contracts.TenantId;
import io.likeness.gateway.simulation.Bed;
import io.likeness.gateway.simulation.MemoryDatabase;
import io.likeness.platform.jobs.JobTable.Pulse;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.HandleCallback;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What every table of jobs answers: that of the simulation is to be trusted because that of PostgreSQL passes the same. */
final class JobTableContractTest {
    private static final String KIND = "work";
    private static final Duration LEASE = Duration.ofSeconds(15);
    private static final Set<ResourceClass> ALL = EnumSet.allOf(ResourceClass.class);
    private static final Failure AWAY = new Failure(ErrorCode.OBJECT_STORE_UNAVAILABLE, "away", true);

    /** A table on its bed. */
    private static final class Scene {
        private final Bed bed;
        private final JobTable table;

        Scene(Bed.Kind kind) {
            this.bed = Bed.of(kind);
            MemoryDatabase memory = bed.memory();
            this.table = memory == null ? new PostgresJobTable() : new MemoryJobTable(memory);
        }

        boolean insert(NewJob job) {
            return bed.jdbi().inTransaction(transaction -> table.insert(transaction, job));
        }

        Optional<Lease> insertTaken(NewJob job) {
            return bed.jdbi().inTransaction(transaction -> table.insertTaken(transaction, job, "owner", LEASE));
        }

        Optional<Lease> take() {
            return bed.jdbi().withHandle(handle -> table.take(handle, KIND, "owner", ALL, LEASE));
        }

        JobState state(String id) {
            return bed.jdbi().inTransaction(transaction -> table.lock(transaction, KIND, id));
        }

        Sighting seen() {
            return bed.jdbi()
                    .withHandle(handle -> table.running(handle, KIND, ALL))
                    .getFirst();
        }

        Optional<Lease> takeOver(Sighting seen) {
            return bed.jdbi().withHandle(handle -> table.takeOver(handle, KIND, "other", seen, LEASE));
        }

        boolean holds(Lease lease) {
            return bed.jdbi().inTransaction(transaction -> table.holds(transaction, lease));
        }

        void giveBack(Lease lease, Duration delay, @Nullable Failure failure) {
            bed.jdbi().useTransaction(transaction -> table.giveBack(transaction, lease, delay, failure));
        }

        Map<String, Pulse> beat(Lease lease) {
            return bed.jdbi().withHandle(handle -> table.beat(handle, KIND, List.of(lease), LEASE));
        }

        boolean within(HandleCallback<Boolean, RuntimeException> work) {
            return bed.jdbi().inTransaction(work);
        }

        boolean finish(Lease lease, @Nullable Failure failure) {
            return within(transaction -> table.finish(transaction, lease, new JobState.Ended(JobEnd.FAILED), failure));
        }

        void end(String id, JobEnd end) {
            bed.jdbi().useTransaction(transaction -> table.end(transaction, KIND, id, new JobState.Ended(end), null));
        }
    }

    private static NewJob job(String id) {
        return NewJob.of(KIND, id, id.getBytes(UTF_8), "cause");
    }

    @ParameterizedTest
    @EnumSource
    void writesAJobOnceAndNothingOfATransactionThatFails(Bed.Kind kind) {
        Scene scene = new Scene(kind);
        assertTrue(scene.insert(job("one")));
        assertFalse(scene.insert(job("one")));
        assertThrows(
                IllegalStateException.class,
                () -> scene.bed.jdbi().useTransaction(transaction -> {
                    scene.table.insert(transaction, job("two"));
                    throw new IllegalStateException("rolled back");
                }));
        assertInstanceOf(JobState.Unknown.class, scene.state("two"));
        assertInstanceOf(JobState.Queued.class, scene.state("one"));
        assertEquals("one", new String(scene.take().orElseThrow().payload(), UTF_8));
        assertEquals(new JobState.Running(false), scene.state("one"));
        assertTrue(scene.take().isEmpty());
    }

    @ParameterizedTest
    @EnumSource
    void givesAJobToItsWriterUnlessAnotherOneWaits(Bed.Kind kind) {
        Scene scene = new Scene(kind);
        assertTrue(scene.insertTaken(job("held").untilAdmitted()).isEmpty());
        assertTrue(scene.insertTaken(job("late").until(Instant.EPOCH)).isEmpty());
        assertInstanceOf(JobState.Unknown.class, scene.state("late"));

        Lease lease = scene.insertTaken(job("one").attempts(3)).orElseThrow();
        assertEquals("one", new String(lease.payload(), UTF_8));
        assertEquals(1, lease.attempt());
        assertEquals(3, lease.trouble().budget());
        assertTrue(scene.holds(lease));
        assertEquals(new JobState.Running(false), scene.state("one"));
        assertTrue(scene.insertTaken(job("one")).isEmpty(), "it is there already");
        assertTrue(scene.insertTaken(job("two")).isPresent(), "one that runs does not wait");

        scene.insert(job("waiting"));
        assertTrue(scene.insertTaken(job("three")).isEmpty());
        assertInstanceOf(JobState.Unknown.class, scene.state("three"));
        Lease waiting = scene.take().orElseThrow();
        scene.giveBack(waiting, Duration.ofHours(1), null);
        assertTrue(scene.insertTaken(job("three")).isPresent(), "one that is to wait is in nobody's way");
        scene.end("three", JobEnd.SUCCEEDED);
        scene.giveBack(lease, Duration.ZERO, null);
        assertEquals(2, scene.take().orElseThrow().fence(), "it is a job as any other");
    }

    @ParameterizedTest
    @EnumSource
    void letsCallersTakeTurns(Bed.Kind kind) {
        Scene scene = new Scene(kind);
        for (String id : List.of("a0", "a1", "a2", "b0", "c0", "b1")) {
            scene.insert(job(id).calledBy(new TenantId(id.substring(0, 1))));
        }
        List<String> taken = List.of("a0", "b0", "c0", "a1", "b1", "a2");
        taken.forEach(id -> assertEquals(id, scene.take().orElseThrow().id()));
    }

    @ParameterizedTest
    @EnumSource
    void givesAJobOverOnlyIfItsLeaseRanOutAndIsAsItWasSeen(Bed.Kind kind) {
        Scene scene = new Scene(kind);
        scene.insert(job("one"));
        Lease first = scene.take().orElseThrow();
        assertFalse(scene.seen().expired());
        assertTrue(scene.takeOver(scene.seen()).isEmpty());
        scene.bed.pass(LEASE.plusSeconds(1));
        Sighting before = scene.seen();
        assertTrue(before.expired());
        assertEquals(Map.of("one", new Pulse(first.fence(), false)), scene.beat(first));
        assertTrue(scene.takeOver(before).isEmpty(), "it has given a sign of life");
        scene.bed.pass(LEASE.plusSeconds(1));
        Lease second = scene.takeOver(scene.seen()).orElseThrow();
        assertEquals(first.fence() + 1, second.fence());
        assertEquals(2, second.attempt());
        assertEquals(1, second.trouble().lost());
        assertFalse(scene.holds(first));
        assertTrue(scene.holds(second));
        assertFalse(scene.finish(first, null));
        assertEquals(new JobState.Running(false), scene.state("one"));
        assertEquals(Map.of("one", new Pulse(second.fence(), false)), scene.beat(first));
    }

    @ParameterizedTest
    @EnumSource
    void countsFailuresAndForgetsThem(Bed.Kind kind) {
        Scene scene = new Scene(kind);
        scene.insert(job("one").attempts(3));
        Lease first = scene.take().orElseThrow();
        scene.giveBack(first, Duration.ofMinutes(10), AWAY);
        assertTrue(scene.take().isEmpty());
        Duration next = scene.bed
                .jdbi()
                .withHandle(handle -> scene.table.next(handle, KIND))
                .orElseThrow();
        assertTrue(next.toMinutes() >= 9 && next.toMinutes() <= 10, next::toString);
        scene.bed.pass(Duration.ofMinutes(11));
        Lease second = scene.take().orElseThrow();
        assertEquals(1, second.trouble().failures());
        assertEquals(3, second.trouble().budget());
        assertTrue(second.trouble().failingSince() != null);
        scene.giveBack(first, Duration.ZERO, AWAY);
        assertTrue(scene.holds(second), "the former runner frees nothing");
        scene.bed.jdbi().useTransaction(transaction -> scene.table.forgetTroubles(transaction, second));
        scene.giveBack(second, Duration.ZERO, null);
        assertEquals(0, scene.take().orElseThrow().trouble().failures());
    }

    @ParameterizedTest
    @EnumSource
    void cancelsARunningJobUnlessItIsPinned(Bed.Kind kind) {
        Scene scene = new Scene(kind);
        scene.insert(job("pinned"));
        Lease pinned = scene.take().orElseThrow();
        assertTrue(scene.within(transaction -> scene.table.pin(transaction, pinned)));
        assertInstanceOf(JobState.Pinned.class, scene.state("pinned"));
        scene.insert(job("cancelled"));
        Lease cancelled = scene.take().orElseThrow();
        scene.bed
                .jdbi()
                .useTransaction(
                        transaction -> scene.table.cancel(transaction, KIND, "cancelled", new JobState.Running(true)));
        assertEquals(Map.of("cancelled", new Pulse(cancelled.fence(), true)), scene.beat(cancelled));
        assertFalse(scene.within(transaction -> scene.table.pin(transaction, cancelled)));
        scene.giveBack(cancelled, Duration.ofHours(1), null);
        assertTrue(scene.take().orElseThrow().cancelled(), "it needs no delay");
    }

    @ParameterizedTest
    @EnumSource
    void expiresAJobAtItsDeadlineUnlessItIsInTime(Bed.Kind kind) {
        Scene scene = new Scene(kind);
        scene.insert(job("in-time").until(scene.bed.now().plusSeconds(60)));
        Lease lease = scene.take().orElseThrow();
        scene.bed.jdbi().useTransaction(transaction -> scene.table.keepDeadline(transaction, lease));
        scene.giveBack(lease, Duration.ofHours(1), null);
        scene.insert(job("late").until(scene.bed.now().plusSeconds(60)));
        scene.bed.pass(Duration.ofSeconds(61));
        assertTrue(scene.take().isEmpty());
        assertEquals(List.of("late"), scene.bed.jdbi().withHandle(handle -> scene.table.overdue(handle, KIND)));
        assertTrue(scene.within(transaction ->
                scene.table.lockOverdue(transaction, KIND, "in-time").isEmpty()));
        assertTrue(scene.within(transaction ->
                scene.table.lockOverdue(transaction, KIND, "late").isPresent()));
    }

    @ParameterizedTest
    @EnumSource
    void endsAJobOnceForWhoeverHasIt(Bed.Kind kind) {
        Scene scene = new Scene(kind);
        scene.insert(job("one"));
        Lease lease = scene.take().orElseThrow();
        assertTrue(scene.finish(lease, AWAY));
        assertEquals(new JobState.Ended(JobEnd.FAILED), scene.state("one"));
        assertFalse(scene.finish(lease, null), "it has ended");
        assertFalse(scene.holds(lease));
    }

    @ParameterizedTest
    @EnumSource
    void holdsAJobUntilItIsAdmitted(Bed.Kind kind) {
        Scene scene = new Scene(kind);
        scene.insert(job("one").untilAdmitted());
        assertTrue(scene.take().isEmpty());
        scene.bed
                .jdbi()
                .useTransaction(transaction -> scene.table.admit(transaction, KIND, "one", "known".getBytes(UTF_8)));
        assertEquals("known", new String(scene.take().orElseThrow().payload(), UTF_8));
    }

    @ParameterizedTest
    @EnumSource
    void keepsEndsAndTombstonesForAWhile(Bed.Kind kind) {
        Scene scene = new Scene(kind);
        scene.insert(job("one"));
        scene.end("one", JobEnd.SUCCEEDED);
        assertTrue(scene.within(
                transaction -> scene.table.bury(transaction, KIND, "never", new JobState.Ended(JobEnd.CANCELLED))));
        assertFalse(scene.within(
                transaction -> scene.table.bury(transaction, KIND, "one", new JobState.Ended(JobEnd.CANCELLED))));
        assertEquals(new JobState.Ended(JobEnd.SUCCEEDED), scene.state("one"));
        assertEquals(new JobState.Ended(JobEnd.CANCELLED), scene.state("never"));
        assertFalse(scene.insert(job("never")));
        assertEquals(
                Optional.of(true), scene.bed.jdbi().withHandle(handle -> scene.table.findEnded(handle, KIND, "one")));
        scene.insert(job("open"));
        scene.bed.pass(Duration.ofDays(8));
        assertEquals(2, (int)
                scene.bed.jdbi().withHandle(handle -> scene.table.purge(handle, Duration.ofDays(7), 100)));
        assertEquals(
                Optional.of(false), scene.bed.jdbi().withHandle(handle -> scene.table.findEnded(handle, KIND, "open")));
    }
}
