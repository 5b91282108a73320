package io.likeness.contracts.rollout;

import io.likeness.contracts.Require;
import java.util.List;

/**
 * Body of {@code PUT /v1/generators/{id}} of model-registry: a generator is there, and tells what it knows. The answer is the open {@link Rollout}s.
 *
 * @param rollouts that it takes part in
 */
public record GeneratorReport(List<RolloutReport> rollouts) {
    public GeneratorReport {
        Require.present("rollouts", rollouts).forEach(report -> Require.present("rollouts[]", report));
        rollouts = List.copyOf(rollouts);
    }
}
