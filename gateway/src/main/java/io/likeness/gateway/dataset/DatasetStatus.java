package io.likeness.gateway.dataset;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.likeness.gateway.ledger.JobStatus;
import java.util.Arrays;
import java.util.Collection;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** How far a dataset is. The last four are final. */
public enum DatasetStatus {
    @JsonProperty("queued")
    QUEUED,
    @JsonProperty("importing")
    IMPORTING,
    @JsonProperty("sealed")
    SEALED,
    @JsonProperty("rejected")
    REJECTED,
    @JsonProperty("canceled")
    CANCELED,
    @JsonProperty("expired")
    EXPIRED;

    public static DatasetStatus of(JobStatus job) {
        return switch (job) {
            case QUEUED -> QUEUED;
            case RUNNING -> IMPORTING;
            case SUCCEEDED -> SEALED;
            case FAILED -> REJECTED;
            case CANCELED -> CANCELED;
            case EXPIRED -> EXPIRED;
        };
    }

    /** Of the ledger. */
    static Set<JobStatus> states(Collection<DatasetStatus> statuses) {
        return Arrays.stream(JobStatus.values())
                .filter(job -> statuses.contains(of(job)))
                .collect(Collectors.toSet());
    }

    /** Whether there is, or may yet be, something to train on. */
    boolean trainable() {
        return this == QUEUED || this == IMPORTING || this == SEALED;
    }

    /** The form of messages. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
