package io.likeness.gateway.access;

import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.LikenessException;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** A limit of a key on what there is of its own. */
public enum Quota {
    /** Passes by itself, as jobs end. */
    OPEN_JOBS(
            "openJobs", Limits::openJobs, ErrorCode.TOO_MANY_REQUESTS, "%.0f", "jobs of this key that have not ended"),
    STORED_BYTES(
            "storedBytes",
            Limits::storedBytes,
            ErrorCode.QUOTA_EXCEEDED,
            "%.0f",
            "bytes in files that this key has sent and nobody has deleted"),
    CPU_HOURS(
            "cpuHoursPerMonth",
            Limits::cpuHoursPerMonth,
            ErrorCode.QUOTA_EXCEEDED,
            "%.4f",
            "hours of a processor for trainings of this key in a calendar month (UTC)");

    private final String field;
    private final Function<Limits, @Nullable Number> most;
    private final ErrorCode refusal;
    private final String format;
    private final String unit;

    Quota(String field, Function<Limits, @Nullable Number> most, ErrorCode refusal, String format, String unit) {
        this.field = field;
        this.most = most;
        this.refusal = refusal;
        this.format = format;
        this.unit = unit;
    }

    /** Whether whoever asks has one. */
    public boolean limits(Principal asking) {
        return asking.keyId() != null && most.apply(asking.limits()) != null;
    }

    /**
     * Requires room for more. Whoever else takes of the same key's quotas waits until the transaction ends, and counts then what this one has added.
     *
     * @param more that is to be added, 0 or more
     * @param used counts what there is of a key by its id; not called where there is no limit
     * @throws LikenessException {@code TOO_MANY_REQUESTS} or {@code QUOTA_EXCEEDED}, naming the limit, what it allows, and what was found
     */
    public void require(Handle transaction, Principal asking, double more, ToDoubleFunction<String> used) {
        String keyId = asking.keyId();
        Number limit = most.apply(asking.limits());
        if (keyId == null || limit == null) {
            return;
        }
        transaction
                .createQuery("SELECT pg_advisory_xact_lock(hashtextextended('quotas of ' || :key, 0)) IS NULL")
                .bind("key", keyId)
                .mapTo(Boolean.class)
                .one();
        double found = used.applyAsDouble(keyId);
        if (found + more > limit.doubleValue()) {
            throw new LikenessException(
                    refusal,
                    String.format(
                            Locale.ROOT,
                            "limits.%s: expected at most " + format + " %s, found " + format + " and " + format
                                    + " more",
                            field,
                            limit.doubleValue(),
                            unit,
                            found,
                            more));
        }
    }
}
