package io.likeness.platform.jobs;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The right to work on one job.
 *
 * @param payload what the job was written with
 * @param traceparent of the request that the job was written for; null where its correlation id alone says it
 * @param attempt 1-based count of takers
 * @param fence this taker's number, larger than that of every taker before
 * @param cancelled whether it was cancelled before this taker had it
 * @param deadline of a job that nobody has declared to be in time; null for none
 */
@SuppressWarnings("ArrayRecordComponent") // Handed from the queue to one runner and never compared.
public record Lease(
        String kind,
        String id,
        byte[] payload,
        String correlationId,
        @Nullable String traceparent,
        int attempt,
        long fence,
        boolean cancelled,
        @Nullable Instant deadline,
        Trouble trouble) {

    JobState.Ended end(JobEnd end) {
        return new JobState.Ended(end);
    }

    /**
     * What has gone wrong with a job since it last got on.
     *
     * @param lost how many takers never gave it back
     * @param failures how many gave it back because of a failure
     * @param budget how many of these it may have; null for any number
     * @param failingSince when the first of these failed; null where there is none
     */
    public record Trouble(
            int lost,
            int failures,
            @Nullable Integer budget,
            @Nullable Instant failingSince) {
        Trouble forgotten() {
            return new Trouble(0, 0, budget, null);
        }

        /** Whether one more failure is one too many. */
        boolean spent() {
            return budget != null && failures + 1 >= budget;
        }
    }
}
