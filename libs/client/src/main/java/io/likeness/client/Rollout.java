package io.likeness.client;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the commands read of a rollout.
 *
 * @param share of requests, in thousandths
 * @param endedAt absent while it is under way
 * @param changes the newest first
 */
public record Rollout(
        String id,
        String modelName,
        long revision,
        Candidate candidate,
        int champion,
        String state,
        int share,
        String reason,
        @Nullable String endedAt,
        List<Change> changes,
        List<Finding> findings) {

    /** The version that comes to serve. */
    public record Candidate(int version) {}

    /** How it came to one of its revisions. */
    public record Change(long revision, String state, int share, String reason) {}

    /** What was seen of a metric. */
    public record Finding(
            String metric,
            String verdict,
            long count,
            @Nullable Double mean) {}

    /**
     * What somebody says who changes it.
     *
     * @param reason one sentence for whoever reads it
     */
    public record Wish(String reason, @Nullable String by) {}
}
