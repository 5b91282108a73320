package io.likeness.registry.rollout;

import io.likeness.platform.runtime.Loop;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Looks again and again whether a deadline has passed, or something else serves by now, also where no generator reports. */
@ApplicationScoped
class RolloutSweep {
    private static final Duration INTERVAL = Duration.ofSeconds(10);

    private final Rollouts rollouts;
    private @Nullable Loop loop;

    RolloutSweep(Rollouts rollouts) {
        this.rollouts = rollouts;
    }

    void start(@Observes StartupEvent event) {
        loop = Loop.every("rollouts", INTERVAL, this::sweep);
    }

    void stop(@Observes ShutdownEvent event) {
        if (loop != null) {
            loop.close();
        }
    }

    private void sweep() {
        rollouts.advance();
        rollouts.forget();
    }
}
