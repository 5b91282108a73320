package io.likeness.platform.runtime;

import io.likeness.contracts.Require;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;

/** Down where a background loop has died or hangs. Safe for threads. */
@Liveness
@ApplicationScoped
public class LoopCheck implements HealthCheck {
    private static final Duration SHORTEST = Duration.ofSeconds(10);
    private static final Duration LONGEST = Duration.ofHours(1);

    private final Duration patience;

    public LoopCheck(RuntimeConfiguration configuration) {
        Duration wanted = configuration.loopPatience();
        Require.between(
                "likeness.runtime.loop-patience (ms)", wanted.toMillis(), SHORTEST.toMillis(), LONGEST.toMillis());
        this.patience = wanted;
    }

    @Override
    public HealthCheckResponse call() {
        return response(Loop.stuck(patience));
    }

    static HealthCheckResponse response(List<String> stuck) {
        return stuck.isEmpty()
                ? HealthCheckResponse.up("background loops")
                : HealthCheckResponse.named("background loops")
                        .down()
                        .withData("stuck", String.join(", ", stuck))
                        .build();
    }
}
