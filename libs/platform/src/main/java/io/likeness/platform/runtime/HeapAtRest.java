package io.likeness.platform.runtime;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Gives back what work has left in the heap once it is over: the serial collector shrinks the heap only when it collects all of it, for which it sees
 * no reason while nothing is allocated. Safe for threads.
 */
@ApplicationScoped
public class HeapAtRest {
    private static final Duration LOOK = Duration.ofSeconds(20);

    /** What is allocated at rest is not worth a full collection each time. */
    private static final long WORK = 3;

    private final LongSupplier collections;
    private final Runnable collectAll;
    private long seen;
    private long settled;
    private @Nullable Loop loop;

    HeapAtRest() {
        this(HeapAtRest::collections, System::gc);
    }

    /** @param collections how many there have been, of any kind */
    HeapAtRest(LongSupplier collections, Runnable collectAll) {
        this.collections = collections;
        this.collectAll = collectAll;
    }

    void start(@Observes StartupEvent event) {
        loop = Loop.every("heap", LOOK, this::look);
    }

    void stop(@Observes ShutdownEvent event) {
        if (loop != null) {
            loop.close();
        }
    }

    /** At rest is who has collected nothing since the last look. */
    void look() {
        long now = collections.getAsLong();
        if (now == seen && now - settled >= WORK) {
            collectAll.run();
            now = collections.getAsLong();
            settled = now;
        }
        seen = now;
    }

    private static long collections() {
        return ManagementFactory.getGarbageCollectorMXBeans().stream()
                .mapToLong(GarbageCollectorMXBean::getCollectionCount)
                .sum();
    }
}
