package io.likeness.platform.jobs;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.Test;

/** Jobs that the runner itself writes. */
final class JobAcceptanceTest extends JobScenario {
    private final CountDownLatch held = new CountDownLatch(1);
    private final List<String> order = new CopyOnWriteArrayList<>();

    @Test
    void beginsAtOnceWhatItAcceptsWhileAWorkerIsFree() {
        // One more place than jobs: while the runner looks for work, it holds one.
        try (JobRunner runner = start(SETTINGS.withWorkers(3), this::hold)) {
            runner.accept(job("one"));
            assertEquals("running", state("one"), "in the transaction that wrote it");
            runner.accept(job("two"));
            assertEquals("running", state("two"));
            runner.accept(job("one"));
        }
    }

    @Test
    void queuesWhatItAcceptsWhileAllWorkersAreBusy() {
        try (JobRunner runner = start(SETTINGS.withWorkers(2), this::hold)) {
            for (String id : List.of("one", "two")) {
                runner.accept(job(id));
                awaitState(id, "running");
            }
            runner.accept(job("one"));
            runner.accept(job("three"));
            assertEquals("queued", state("three"), "all are busy");
            held.countDown();
            awaitState("three", "succeeded");
        }
        assertEquals(List.of("one", "three", "two"), order.stream().sorted().toList(), "each of them once");
        assertEquals(1, fence("one"));
    }

    @Test
    void acceptsForOthersAfterItWasClosed() {
        JobRunner runner = start(this::hold);
        held.countDown();
        runner.close();
        runner.accept(job("late"));
        assertEquals("queued", state("late"));
        assertFalse(order.contains("late"));
        try (JobRunner other = start(this::hold)) {
            awaitState("late", "succeeded");
        }
    }

    @Test
    void letsNobodyPassWhoWaits() {
        enqueue("first");
        jdbi.useHandle(handle -> handle.execute("UPDATE job SET resource = 'gpu' WHERE id = 'first'"));
        try (JobRunner runner = start(SETTINGS.withWorkers(2).withResources(Set.of(ResourceClass.CPU)), this::hold)) {
            runner.accept(job("second"));
            await().atMost(PATIENCE).until(() -> order.contains("second"));
            held.countDown();
            awaitState("second", "succeeded");
        }
        assertEquals("queued", state("first"), "it needs what this machine lacks");
    }

    private Consumer<Handle> hold(RunningJob job) throws InterruptedException {
        order.add(job.lease().id());
        held.await();
        return transaction -> {};
    }
}
