package io.likeness.platform.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class HeapAtRestTest {
    private final AtomicLong collections = new AtomicLong(7);
    private final AtomicInteger full = new AtomicInteger();
    private final HeapAtRest heap = new HeapAtRest(collections::get, () -> {
        full.incrementAndGet();
        collections.incrementAndGet();
    });

    @Test
    void collectsAllOnceWhatWasAtWorkIsAtRest() {
        heap.look();
        assertEquals(0, full.get(), "it may be at work");
        heap.look();
        assertEquals(1, full.get());
        heap.look();
        heap.look();
        assertEquals(1, full.get(), "nothing was done since");

        for (int turn = 0; turn < 5; turn++) {
            collections.addAndGet(2);
            heap.look();
        }
        assertEquals(1, full.get(), "not while it works");
        heap.look();
        assertEquals(2, full.get());
    }

    @Test
    void leavesWhatIsAllocatedAtRestToTheCollector() {
        heap.look();
        heap.look();
        collections.addAndGet(2);
        heap.look();
        heap.look();
        assertEquals(1, full.get());
        collections.addAndGet(1);
        heap.look();
        heap.look();
        assertEquals(2, full.get(), "some of it adds up");
    }
}
