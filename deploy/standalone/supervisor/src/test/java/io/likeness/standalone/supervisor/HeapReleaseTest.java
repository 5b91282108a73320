package io.likeness.standalone.supervisor;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.likeness.standalone.servers.ChildProcess;
import io.likeness.standalone.servers.ChildSpecification;
import io.likeness.standalone.servers.JavaCommand;
import io.likeness.standalone.servers.Readiness;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class HeapReleaseTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Progress QUIET = new Progress(new PrintStream(PrintStream.nullOutputStream()));

    @TempDir
    Path folder;

    @Test
    void aHeapThatWorkHasGrownIsGivenBackAtRest() {
        ChildSpecification specification = child();
        assertTrue(specification.isJvm());
        try (ChildProcess child = ChildProcess.start(specification)) {
            child.awaitReady(PATIENCE);
            HeapRelease heap = new HeapRelease(child, QUIET);
            Readiness released = Readiness.whenLogContains(GrownHeap.RELEASED);
            assertFalse(released.holds(specification.log()));
            await().atMost(PATIENCE).pollInterval(Duration.ofMillis(500)).until(() -> {
                heap.look();
                return released.holds(specification.log());
            });
        }
    }

    @Test
    void aChildIsCollectedOnceAfterWorkAndNeverAtRest() {
        try (ChildProcess child = ChildProcess.start(child())) {
            HeapRelease heap = new HeapRelease(child, QUIET);
            long start = System.nanoTime();
            Duration used = Duration.ofSeconds(5);
            assertFalse(heap.comesToRest(used, start + seconds(20)), "works");
            used = used.plusMillis(900);
            assertFalse(heap.comesToRest(used, start + seconds(40)), "neither works nor rests");
            used = used.plusMillis(400);
            assertTrue(heap.comesToRest(used, start + seconds(60)), "rests");
            for (int look = 4; look < 100; look++) {
                used = used.plusMillis(900);
                assertFalse(heap.comesToRest(used, start + seconds(20L * look)), "goes on resting");
            }
        }
    }

    private ChildSpecification child() {
        return new ChildSpecification(
                "grown",
                JavaCommand.ofMain("256m", System.getProperty("java.class.path"), GrownHeap.class.getName(), List.of()),
                Map.of(),
                folder.resolve("grown.log"),
                Readiness.whenLogContains(GrownHeap.GROWN));
    }

    private static long seconds(long count) {
        return TimeUnit.SECONDS.toNanos(count);
    }
}
