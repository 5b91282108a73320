package io.likeness.platform.runtime;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.likeness.contracts.LikenessException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponse.Status;
import org.junit.jupiter.api.Test;

final class LoopTest {
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final Duration LONG = Duration.ofHours(1);

    private final AtomicInteger turns = new AtomicInteger();

    @Test
    void goesOnWhateverItsTurnThrows() {
        List<Throwable> thrown = List.of(new IllegalStateException(), new StackOverflowError(), new OutOfMemoryError());
        try (Loop ignored = Loop.every("throwing", Duration.ZERO, () -> {
            int turn = turns.getAndIncrement();
            if (turn < thrown.size()) {
                sneak(thrown.get(turn));
            }
        })) {
            await().atMost(PATIENCE).until(() -> turns.get() > thrown.size());
        }
    }

    @Test
    void goesOnWhereItsTurnIsInterruptedBySomebodyElse() {
        try (Loop ignored = Loop.every("interrupted", Duration.ZERO, () -> {
            if (turns.getAndIncrement() == 0) {
                throw new InterruptedException();
            }
        })) {
            await().atMost(PATIENCE).until(() -> turns.get() > 1);
        }
    }

    @Test
    void isWokenFromALongPauseAndDuringATurn() throws InterruptedException {
        CountDownLatch inTurn = new CountDownLatch(1);
        CountDownLatch woken = new CountDownLatch(1);
        try (Loop loop = Loop.every("woken", LONG, () -> {
            if (turns.getAndIncrement() == 0) {
                inTurn.countDown();
                woken.await();
            }
        })) {
            inTurn.await();
            loop.wake();
            woken.countDown();
            await().atMost(PATIENCE).until(() -> turns.get() == 2);
            loop.wake();
            await().atMost(PATIENCE).until(() -> turns.get() == 3);
        }
    }

    @Test
    void takesNoTurnAfterItsEnd() {
        Loop loop = Loop.every("ended", Duration.ZERO, turns::incrementAndGet);
        loop.close();
        int taken = turns.get();
        loop.wake();
        assertEquals(taken, turns.get());
        assertFalse(Loop.stuck(Duration.ZERO).contains("ended"));
    }

    @Test
    void isFoundStuckWhereATurnTakesTooLong() {
        CountDownLatch never = new CountDownLatch(1);
        try (Loop ignored = Loop.every("hanging", LONG, never::await);
                Loop idle = Loop.every("idle", LONG, turns::incrementAndGet)) {
            await().atMost(PATIENCE)
                    .until(() -> Loop.stuck(Duration.ofMillis(50)).contains("hanging"));
            await().atMost(PATIENCE).until(() -> turns.get() == 1);
            assertFalse(Loop.stuck(Duration.ofMillis(50)).contains("idle"), "a long pause is no hanging");
            assertFalse(Loop.stuck(LONG).contains("hanging"));
        }
    }

    @Test
    void makesTheServiceDeadOnlyWhereALoopIsStuckForLongerThanItsPatience() {
        CountDownLatch never = new CountDownLatch(1);
        try (Loop ignored = Loop.every("checked", LONG, never::await)) {
            assertEquals(
                    Status.UP,
                    new LoopCheck(() -> Duration.ofSeconds(10)).call().getStatus());
        }
        HealthCheckResponse dead = LoopCheck.response(List.of("checked", "other"));
        assertEquals(Status.DOWN, dead.getStatus());
        assertEquals("checked, other", dead.getData().orElseThrow().get("stuck"));
        assertThrows(LikenessException.class, () -> new LoopCheck(() -> Duration.ofSeconds(9)));
        assertThrows(LikenessException.class, () -> new LoopCheck(() -> Duration.ofHours(2)));
    }

    @SuppressWarnings("unchecked")
    private static <T extends Throwable> void sneak(Throwable throwable) throws T {
        throw (T) throwable;
    }
}
