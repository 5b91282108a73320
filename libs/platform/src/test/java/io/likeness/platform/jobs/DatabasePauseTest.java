package io.likeness.platform.jobs;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.likeness.platform.testing.PlatformTables;
import io.likeness.testkit.ServerSwitch;
import io.likeness.testkit.TestPlatform;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;

/** One runner has a job, another idles and watches it, and the database goes away for longer than a lease. */
final class DatabasePauseTest extends JobScenario {
    private static final Duration BRIEF = Duration.ofSeconds(5);

    /** Longer than a lease, and after it longer than the watch that a taker needs. */
    private static final Duration PAUSE = BRIEF.plusSeconds(3);

    private static final Duration AFTERWARDS = new LeaseTimes(BRIEF).watch().plusSeconds(3);

    @Test
    void takesNoJobFromALiveRunnerAfterThePauseOfADatabaseThatStoodStill() throws InterruptedException {
        ServerSwitch database = TestPlatform.shared().database();
        staysWithItsRunner(database::pause, database::resume);
    }

    @Test
    void takesNoJobFromALiveRunnerAfterTheRestartOfTheDatabase() throws InterruptedException {
        ServerSwitch database = TestPlatform.shared().database();
        staysWithItsRunner(database::kill, database::start);
    }

    /** With the times of production, in which the watch is over before the lease. */
    @Test
    void takesTheJobOfADeadRunnerSoonAfterItsLeaseHasRunOut() {
        jdbi.useHandle(
                handle -> handle.execute(
                        "INSERT INTO job (kind, id, payload, correlation_id, state, attempt, fence,"
                                + " lease_until) VALUES ('work', 'orphan', '', 'cause', 'running', 1, 1, now() + interval '15 seconds')"));
        long begun = System.nanoTime();
        try (JobRunner ignored = start(job -> transaction -> {})) {
            await().atMost(PATIENCE).until(() -> state("orphan").equals("succeeded"));
        }
        Duration taken = Duration.ofNanos(System.nanoTime() - begun);
        assertEquals(List.of(2), attempts);
        assertTrue(taken.toSeconds() >= 14, taken::toString);
        Duration watchedAfterwards = LEASE.plus(new LeaseTimes(LEASE).watch());
        assertTrue(taken.compareTo(watchedAfterwards) < 0, taken::toString);
    }

    private void staysWithItsRunner(Runnable away, Runnable back) throws InterruptedException {
        CountDownLatch end = new CountDownLatch(1);
        try (JobRunner owner = start(SETTINGS, BRIEF, job -> {
            end.await();
            return transaction -> {};
        })) {
            enqueue("one");
            awaitState("one", "running");
            try (JobRunner idle = start(SETTINGS, BRIEF, job -> transaction -> {})) {
                enqueue("other");
                awaitState("other", "succeeded");
                away.run();
                try {
                    pass(PAUSE);
                } finally {
                    back.run();
                }
                Jdbi anew = Jdbi.create(PlatformTables.dataSource());
                await().atMost(PATIENCE).ignoreExceptions().until(() -> expired(anew) == 0);
                pass(AFTERWARDS);
                assertEquals("running", state("one"));
                assertEquals(1, fence("one"));
                end.countDown();
                awaitState("one", "succeeded");
            }
        }
        assertEquals(List.of(1, 1), attempts);
    }

    private static int expired(Jdbi jdbi) {
        return jdbi.withHandle(
                handle -> handle.createQuery("SELECT count(*) FROM job WHERE state = 'running' AND lease_until < now()")
                        .mapTo(Integer.class)
                        .one());
    }

    /** The passage of time is what is tested here: there is no condition to wait for. */
    private static void pass(Duration time) throws InterruptedException {
        new CountDownLatch(1).await(time.toMillis(), TimeUnit.MILLISECONDS);
    }
}
