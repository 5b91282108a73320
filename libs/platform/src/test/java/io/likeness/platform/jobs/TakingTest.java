package io.likeness.platform.jobs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What falls due between two questions of one turn is not left until the next look. */
final class TakingTest extends JobScenario {
    private static final Duration POLL = Duration.ofHours(1);
    private final List<String> begun = new ArrayList<>();

    @Test
    void takesWhatBecomesAvailableWhileItLooks() {
        enqueue("one");
        jdbi.useHandle(handle -> handle.execute("UPDATE job SET available_at = now() + interval '2 hours'"));
        taking(
                        new Leases(
                                jdbi,
                                new PostgresJobTable(),
                                new LeaseTimes(LEASE),
                                new JobMeters(new SimpleMeterRegistry())) {
                            @Override
                            List<Sighting> running(String kind, Set<ResourceClass> resources) {
                                jdbi.useHandle(handle -> handle.execute("UPDATE job SET available_at = now()"));
                                return super.running(kind, resources);
                            }
                        })
                .turn();
        assertEquals(List.of("one"), begun);
    }

    @Test
    void returnsSoonToWhatBecomesOverdueWhileItLooks() {
        enqueue(job("one").until(Instant.now().plusSeconds(30)));
        jdbi.useHandle(handle -> handle.execute("UPDATE job SET resource = 'gpu'"));
        Duration pause = taking(
                        new Leases(
                                jdbi,
                                new PostgresJobTable(),
                                new LeaseTimes(LEASE),
                                new JobMeters(new SimpleMeterRegistry())) {
                            @Override
                            List<String> overdue(String kind) {
                                List<String> overdue = super.overdue(kind);
                                jdbi.useHandle(handle -> handle.execute("UPDATE job SET deadline = now()"));
                                return overdue;
                            }
                        })
                .turn();
        assertTrue(pause.compareTo(Duration.ofSeconds(30)) <= 0, pause::toString);
    }

    private Taking taking(Leases leases) {
        return new Taking(
                SETTINGS.withResources(Set.of(ResourceClass.CPU)),
                leases,
                lease -> transaction -> {},
                new OnePlace(),
                new Taking.Pace(System::nanoTime, () -> POLL));
    }

    private final class OnePlace implements Taking.Hands {
        @Override
        public boolean free() {
            return begun.isEmpty();
        }

        @Override
        public boolean reserve() {
            return free();
        }

        @Override
        public void release() {
            // Nothing is held.
        }

        @Override
        public void begin(Lease lease) {
            begun.add(lease.id());
        }
    }
}
