package io.likeness.gateway.ledger;

import static java.util.concurrent.TimeUnit.MINUTES;

import io.likeness.platform.store.Bucket;
import io.likeness.platform.store.ObjectStore;
import io.likeness.platform.store.StoredObject;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * Measures how much lies in each bucket, by the store's own listings: rows know what is owned, the listing also what was left behind. A
 * bucket is listed every ten minutes at most, and so seldom that listings take less than a hundredth of the time. Safe for threads.
 */
@Singleton
public class StoreGauges implements Chore {
    private static final long LEAST_PAUSE = MINUTES.toNanos(10);
    private static final int SHARE = 100;

    private final ObjectStore store;
    private final MeterRegistry meters;
    private final Map<Bucket, Measured> latest = new ConcurrentHashMap<>();

    public StoreGauges(ObjectStore store, MeterRegistry meters) {
        this.store = store;
        this.meters = meters;
    }

    private record Measured(long bytes, long objects, long nextAt, Instant at) {}

    /**
     * What lies in a bucket.
     *
     * @param measuredAt when it was last listed
     */
    @Schema(name = "Stored", description = "What lies in a bucket of the object store")
    public record Stored(@Schema(examples = "datasets") String bucket, long bytes, long objects, Instant measuredAt) {}

    /** Of all buckets that this process has listed, by name. */
    public List<Stored> stored() {
        return latest.entrySet().stream()
                .map(entry -> new Stored(
                        entry.getKey().logicalName(),
                        entry.getValue().bytes(),
                        entry.getValue().objects(),
                        entry.getValue().at()))
                .sorted(Comparator.comparing(Stored::bucket))
                .toList();
    }

    void register(@Observes StartupEvent event) {
        for (Bucket bucket : Bucket.values()) {
            gauge("likeness.store.size", "Bytes in a bucket", "bytes", bucket, Measured::bytes);
            gauge("likeness.store.objects", "Objects in a bucket", "objects", bucket, Measured::objects);
        }
    }

    private void gauge(String name, String description, String unit, Bucket bucket, ToDoubleFunction<Measured> figure) {
        Gauge.builder(
                        name,
                        () -> Optional.ofNullable(latest.get(bucket))
                                .map(figure::applyAsDouble)
                                .orElse(Double.NaN))
                .description(description)
                .baseUnit(unit)
                .tag("bucket", bucket.logicalName())
                .register(meters);
    }

    /** Lists one bucket, if it is time; a store that is away is asked again in the next turn. */
    @Override
    public boolean run() {
        long now = System.nanoTime();
        for (Bucket bucket : Bucket.values()) {
            Measured before = latest.get(bucket);
            if (before == null || now - before.nextAt >= 0) {
                latest.put(bucket, measure(bucket, now));
                return false;
            }
        }
        return false;
    }

    private Measured measure(Bucket bucket, long begun) {
        long[] sums = new long[2];
        try (Stream<StoredObject> objects = store.list(bucket, "")) {
            objects.forEach(object -> {
                sums[0] += object.bytes();
                sums[1]++;
            });
        }
        long now = System.nanoTime();
        return new Measured(sums[0], sums[1], now + Math.max(LEAST_PAUSE, SHARE * (now - begun)), Instant.now());
    }
}
