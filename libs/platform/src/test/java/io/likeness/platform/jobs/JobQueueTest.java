package io.likeness.platform.jobs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.LikenessException;
import io.likeness.platform.testing.PlatformTables;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class JobQueueTest {
    private static final String KIND = "work";
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private Jdbi jdbi = Jdbi.create(PlatformTables.dataSource());
    private JobQueue queue = new JobQueue(jdbi);

    @BeforeEach
    void createTables() throws IOException {
        jdbi = PlatformTables.create();
        queue = new JobQueue(jdbi);
    }

    @Test
    void writesAJobOfOneIdOnce() {
        assertTrue(enqueue("one"));
        assertFalse(enqueue("one"));
        Lease lease = take();
        assertEquals("one", lease.id());
        assertEquals("payload of one", new String(lease.payload(), UTF_8));
        assertEquals("cause", lease.correlationId());
        assertEquals(1, lease.attempt());
        assertTrue(queue.take(KIND, MINUTE).isEmpty());
    }

    @Test
    void writesNothingWhereTheTransactionFails() {
        assertThrows(
                IllegalStateException.class,
                () -> jdbi.useTransaction(transaction -> {
                    queue.enqueue(transaction, KIND, "one", new byte[0], "cause");
                    throw new IllegalStateException("rolled back");
                }));
        assertTrue(queue.take(KIND, MINUTE).isEmpty());
    }

    @Test
    void givesTheOldestJobOfItsKindFirst() {
        enqueue("first");
        jdbi.useTransaction(transaction -> queue.enqueue(transaction, "other", "foreign", new byte[0], "cause"));
        enqueue("second");
        assertEquals("first", take().id());
        assertEquals("second", take().id());
        assertTrue(queue.take(KIND, MINUTE).isEmpty());
    }

    @Test
    void givesEachJobToOneOfManyTakers() throws Exception {
        IntStream.range(0, 40).forEach(i -> enqueue("job-" + i));
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
        enqueue("one");
        Lease former = take();
        expire();
        Lease next = take();
        assertEquals(2, next.attempt());
        assertEquals(1, next.lost());
        assertTrue(next.fence() > former.fence());
        assertFalse(queue.heartbeat(former, MINUTE));
        assertLeaseLost(() -> queue.transact(former, transaction -> transaction.execute("DELETE FROM outbox")));
        assertLeaseLost(() -> queue.finish(former, transaction -> {}));
        queue.release(former, Duration.ZERO);
        assertTrue(queue.take(KIND, MINUTE).isEmpty(), "the former runner's release frees nothing");
        queue.finish(next, transaction -> {});
        assertTrue(queue.take(KIND, MINUTE).isEmpty());
    }

    @Test
    void writesNothingOfARunnerThatLostItsLease() {
        enqueue("one");
        Lease former = take();
        expire();
        take();
        assertLeaseLost(() -> queue.transact(
                former, transaction -> queue.enqueue(transaction, KIND, "written", new byte[0], "cause")));
        assertEquals(1, count("SELECT count(*) FROM job"));
    }

    @Test
    void takesUpALeaseThatRanOutUnnoticed() {
        enqueue("one");
        Lease lease = take();
        expire();
        assertTrue(queue.heartbeat(lease, MINUTE));
        assertTrue(queue.take(KIND, MINUTE).isEmpty());
    }

    @Test
    void keepsALeaseByHeartbeats() {
        enqueue("one");
        Lease lease = queue.take(KIND, Duration.ofSeconds(1)).orElseThrow();
        assertTrue(queue.heartbeat(lease, MINUTE));
        assertEquals(1, count("SELECT count(*) FROM job WHERE lease_until > now() + interval '50 seconds'"));
    }

    @Test
    void givesAReleasedJobAgainAfterItsDelayAndWithoutALoss() {
        enqueue("one");
        queue.release(take(), MINUTE);
        assertTrue(queue.take(KIND, MINUTE).isEmpty());
        jdbi.useHandle(handle -> handle.execute("UPDATE job SET available_at = now()"));
        Lease again = take();
        assertEquals(2, again.attempt());
        assertEquals(0, again.lost());
    }

    @Test
    void doesNotEndAJobWhoseLastTransactionFails() {
        enqueue("one");
        Lease lease = take();
        assertThrows(
                IllegalStateException.class,
                () -> queue.finish(lease, transaction -> {
                    throw new IllegalStateException("rolled back");
                }));
        assertTrue(queue.heartbeat(lease, MINUTE));
    }

    @Test
    void withdrawsOnlyAJobThatNobodyHasTaken() {
        enqueue("one");
        assertTrue(withdraw("one"));
        assertTrue(queue.take(KIND, MINUTE).isEmpty());
        enqueue("two");
        Lease lease = take();
        assertFalse(withdraw("two"));
        queue.release(lease, Duration.ZERO);
        assertFalse(withdraw("two"));
        assertFalse(withdraw("three"));
    }

    private List<String> takeAll() {
        List<String> taken = new ArrayList<>();
        int misses = 0;
        while (misses < 3) {
            var lease = queue.take(KIND, MINUTE);
            lease.ifPresent(found -> taken.add(found.id()));
            misses = lease.isPresent() ? 0 : misses + 1;
        }
        return taken;
    }

    private boolean withdraw(String id) {
        return jdbi.inTransaction(transaction -> queue.withdraw(transaction, KIND, id));
    }

    private boolean enqueue(String id) {
        return jdbi.inTransaction(
                transaction -> queue.enqueue(transaction, KIND, id, ("payload of " + id).getBytes(UTF_8), "cause"));
    }

    private Lease take() {
        return queue.take(KIND, MINUTE).orElseThrow();
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
