package io.likeness.platform.jobs;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;

/** Jobs in a real database, taken by a test itself. */
abstract class LeaseScenario extends JobScenario {
    static final Duration MINUTE = Duration.ofMinutes(1);
    static final Set<ResourceClass> ALL = EnumSet.allOf(ResourceClass.class);

    Leases leases = leases(MINUTE);

    @BeforeEach
    void createLeases() {
        leases = leases(MINUTE);
    }

    Enqueueing write(String id) {
        return enqueue(NewJob.of(KIND, id, ("payload of " + id).getBytes(UTF_8), "cause"));
    }

    /** A beat of a runner that has this job only. */
    Grip beat(Lease lease) {
        Grip grip = new Grip(lease, () -> {});
        leases.heart(KIND, () -> List.of(grip)).beat();
        return grip;
    }

    Optional<Lease> taken() {
        return leases.take(KIND, ALL);
    }

    Lease take() {
        return taken().orElseThrow();
    }
}
