package io.likeness.trainer.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.LikenessException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
final class SidelineTest {
    private final List<Integer> done = new CopyOnWriteArrayList<>();

    @Test
    void hasDoneEveryStepInOrderOnceItIsFinished() throws InterruptedException {
        try (Sideline sideline = new Sideline("cause")) {
            for (int step = 0; step < 100; step++) {
                int number = step;
                sideline.add(() -> done.add(number));
            }
            sideline.finish();
            assertEquals(100, done.size());
            assertEquals(done.stream().sorted().toList(), done);
        }
    }

    @Test
    void doesNothingAfterAStepThatFailedAndTellsItsReason() {
        try (Sideline sideline = new Sideline("cause")) {
            sideline.add(() -> {
                throw new LikenessException(ErrorCode.LEASE_LOST, "lost");
            });
            sideline.add(() -> done.add(1));
            LikenessException failure = assertThrows(LikenessException.class, sideline::finish);
            assertEquals(ErrorCode.LEASE_LOST, failure.code());
            assertThrows(LikenessException.class, sideline::check);
            assertEquals(List.of(), done);
        }
    }

    @Test
    void waitsNoLongerThanItIsToldAndEndsAStepThatHangs() throws InterruptedException {
        CountDownLatch never = new CountDownLatch(1);
        AtomicBoolean interrupted = new AtomicBoolean();
        Sideline sideline = new Sideline("cause");
        sideline.add(() -> {
            try {
                never.await();
            } catch (InterruptedException e) {
                interrupted.set(true);
                throw e;
            }
        });
        sideline.finish(Duration.ofMillis(50));
        sideline.close();
        assertTrue(interrupted.get());
    }
}
