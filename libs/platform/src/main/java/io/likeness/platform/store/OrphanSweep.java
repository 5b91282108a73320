package io.likeness.platform.store;

import io.likeness.contracts.LikenessException;
import io.likeness.contracts.Require;
import io.likeness.platform.runtime.Loop;
import io.likeness.platform.web.Failures;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Deletes what nobody owns from the buckets of the service, again and again: objects of rows that are gone, of attempts that were lost,
 * and of runners that woke too late. Several instances may do so at once. A bucket of which it cannot be told holds up no other.
 */
@ApplicationScoped
public class OrphanSweep {
    private static final Logger LOG = LoggerFactory.getLogger(OrphanSweep.class);

    private final List<Orphans> buckets;
    private final Duration interval;
    private volatile @Nullable Loop loop;

    OrphanSweep(
            Instance<MinioObjectStore> store, @Any Instance<OwnedObjects> owners, OrphanConfiguration configuration) {
        this.interval = configuration.interval();
        require("interval", interval, Duration.ofSeconds(1), Duration.ofDays(1));
        require("age", configuration.age(), Duration.ofMinutes(1), Duration.ofDays(30));
        this.buckets = owners.stream()
                .map(owned -> new Orphans(store.get(), owned, configuration.age()))
                .toList();
    }

    void start(@Observes StartupEvent event) {
        if (!buckets.isEmpty()) {
            loop = Loop.every("orphans", interval, () -> sweep(Instant.now()));
        }
    }

    void stop(@Observes ShutdownEvent event) {
        Loop running = loop;
        if (running != null) {
            running.close();
        }
    }

    /** @param now from which the age of what nobody owns counts */
    public synchronized void sweep(Instant now) {
        buckets.forEach(bucket -> sweep(bucket, now));
    }

    private static void sweep(Orphans bucket, Instant now) {
        try {
            bucket.sweep(now);
        } catch (RuntimeException e) {
            LikenessException failure = Failures.classify(e);
            if (failure.retriable()) {
                LOG.warn("orphans stay for now bucket={} cause={}", bucket, failure.getMessage());
            } else {
                LOG.error("orphans stay bucket={}", bucket, e);
            }
        }
    }

    private static void require(String key, Duration value, Duration least, Duration most) {
        Require.between("likeness.orphans." + key + " (ms)", value.toMillis(), least.toMillis(), most.toMillis());
    }
}
