package io.likeness.gateway.access;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.likeness.contracts.Require;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * How much a key may ask for; what is absent has no limit of its own.
 *
 * @param requestsPerSecond 0.01 to 100,000, with a burst of as many and of one at least
 * @param openJobs that have been accepted and have not ended, 0 to 1,000,000
 * @param storedBytes in files that were sent, 0 to 2^53 - 1
 * @param cpuHoursPerMonth 0 to 1,000,000
 */
@Schema(name = "Limits", description = "How much a key may ask for; what is absent has no limit of its own")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Limits(
        @Schema(
                description = "Requests a second, with a burst of as many and of one at least",
                minimum = "0.01",
                maximum = "100000",
                examples = "10")
        @Nullable
        Double requestsPerSecond,

        @Schema(
                description = "Jobs that have been accepted and have not ended: 429 where there are as many",
                minimum = "0",
                maximum = "1000000",
                examples = "8")
        @Nullable
        Integer openJobs,

        @Schema(
                description =
                        "Bytes in files that were sent and not deleted, with those on their way, to their announced length: 403 where"
                                + " another would be too many",
                minimum = "0",
                maximum = "9007199254740991")
        @Nullable
        Long storedBytes,

        @Schema(
                description =
                        "Hours of one processor that trainings of a calendar month (UTC) take, or are estimated to: 403 where another"
                                + " would take more",
                minimum = "0",
                maximum = "1000000",
                examples = "200")
        @Nullable
        Double cpuHoursPerMonth) {
    public static final Limits NONE = new Limits(null, null, null, null);

    private static final double LEAST_RATE = 0.01;
    private static final double MOST_RATE = 100_000;
    private static final int MOST = 1_000_000;

    public Limits {
        if (requestsPerSecond != null) {
            Require.between("limits.requestsPerSecond", requestsPerSecond, LEAST_RATE, MOST_RATE);
        }
        if (openJobs != null) {
            Require.between("limits.openJobs", openJobs, 0, MOST);
        }
        if (storedBytes != null) {
            Require.between("limits.storedBytes", storedBytes, 0, Require.GREATEST_SEED);
        }
        if (cpuHoursPerMonth != null) {
            Require.between("limits.cpuHoursPerMonth", cpuHoursPerMonth, 0, MOST);
        }
    }

    /**
     * These as a key may give them to another: what is absent is as its own.
     *
     * @throws io.likeness.contracts.LikenessException {@code INVALID_REQUEST} for what is more than its own
     */
    Limits within(Limits own) {
        return new Limits(
                least("requestsPerSecond", requestsPerSecond, own.requestsPerSecond),
                least("openJobs", openJobs, own.openJobs),
                least("storedBytes", storedBytes, own.storedBytes),
                least("cpuHoursPerMonth", cpuHoursPerMonth, own.cpuHoursPerMonth));
    }

    private static <T extends Comparable<T>> @Nullable T least(String field, @Nullable T asked, @Nullable T own) {
        if (asked == null || own == null) {
            return asked == null ? own : asked;
        }
        if (asked.compareTo(own) > 0) {
            throw Require.invalid("limits." + field, "at most that of the key that asks, " + own, asked.toString());
        }
        return asked;
    }
}
