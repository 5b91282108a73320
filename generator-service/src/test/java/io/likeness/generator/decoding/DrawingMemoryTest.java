package io.likeness.generator.decoding;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.LikenessException;
import io.likeness.generator.GeneratorConfiguration;
import io.likeness.generator.Settings;
import io.likeness.generator.decoding.DrawingMemory.Share;
import io.likeness.imaging.TensorShape;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

final class DrawingMemoryTest {
    private static final long HEAP = 384L << 20;
    private static final TensorShape SMALL = new TensorShape(1, 64);
    private static final TensorShape COLOURED = new TensorShape(3, 128);
    private static final TensorShape HUGE = new TensorShape(3, 600);

    private final DrawingMemory memory = new DrawingMemory(settings(Map.of()), HEAP);

    @Test
    void drawsSmallImagesInFullBatchesAndLargerOnesInSmallerOnes() throws Exception {
        try (Share small = memory.reserve(SMALL, 1000, 32);
                Share coloured = memory.reserve(COLOURED, 1000, 32);
                Share huge = memory.reserve(HUGE, 1, 1)) {
            assertEquals(32, small.batch());
            assertTrue(coloured.batch() > 4 && coloured.batch() < 32, "batch " + coloured.batch());
            assertEquals(1, huge.batch());
        }
    }

    @Test
    void keepsAllSharesTogetherWithinThePartOfTheHeap() throws Exception {
        long units = 0;
        for (int job = 0; job < 4; job++) {
            units += memory.reserve(COLOURED, 1000, 32).units();
        }
        assertTrue(units * 1024 <= 0.4 * HEAP, units + " KiB");
    }

    @Test
    void letsAJobWaitUntilWhatItNeedsIsFree() throws Exception {
        Share first = memory.reserve(HUGE, 3, 1);
        Share second = memory.reserve(HUGE, 3, 1);
        CompletableFuture<Share> third = new CompletableFuture<>();
        Thread waiting = Thread.ofVirtual().start(() -> {
            try {
                third.complete(memory.reserve(HUGE, 3, 1));
            } catch (InterruptedException e) {
                third.completeExceptionally(e);
            }
        });
        Awaitility.await().until(() -> waiting.getState() == Thread.State.WAITING);
        assertFalse(third.isDone());
        first.close();
        third.get(10, TimeUnit.SECONDS).close();
        second.close();
    }

    @Test
    void refusesWhatNeverFitsAndNamesTheLimit() {
        LikenessException refused =
                assertThrows(LikenessException.class, () -> memory.reserve(new TensorShape(3, 4000), 1, 1));
        assertEquals(ErrorCode.INVALID_REQUEST, refused.code());
        String message = String.valueOf(refused.getMessage());
        assertTrue(message.contains("at most 153 MiB of this generator's memory"), message);
    }

    @Test
    void refusesAShareOfTheHeapThatIsNone() {
        assertThrows(
                LikenessException.class,
                () -> new DrawingMemory(settings(Map.of("likeness.generator.heap-share", "0.9")), HEAP));
    }

    private static GeneratorConfiguration settings(Map<String, String> more) {
        Map<String, String> values = new HashMap<>(more);
        values.put("likeness.generator.threads", "2");
        values.put("likeness.generator.jobs", "4");
        return Settings.of(GeneratorConfiguration.class, values);
    }
}
