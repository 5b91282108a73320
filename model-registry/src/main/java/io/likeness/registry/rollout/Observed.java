package io.likeness.registry.rollout;

import io.likeness.contracts.rollout.Finding;
import io.likeness.contracts.rollout.RolloutReport;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * All by which the course of a rollout is decided.
 *
 * @param stable version that serves now, absent if none does
 * @param candidateThere whether the candidate is registered still
 * @param live generators that are there
 * @param reports by generator, also of those that are there no more
 * @param findings from all reports together
 * @param late whether the deadline has passed
 */
record Observed(
        @Nullable Integer stable,
        boolean candidateThere,
        Set<String> live,
        Map<String, RolloutReport> reports,
        List<Finding> findings,
        boolean late) {}
