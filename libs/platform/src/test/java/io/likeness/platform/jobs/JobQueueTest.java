package io.likeness.platform.jobs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.Failure;
import io.likeness.contracts.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class JobQueueTest extends LeaseScenario {
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
}
