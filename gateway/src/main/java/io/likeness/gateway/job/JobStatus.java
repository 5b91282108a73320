package io.likeness.gateway.job;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;

/** How far a job is. The last three are final. */
public enum JobStatus {
    @JsonProperty("queued")
    QUEUED,
    @JsonProperty("running")
    RUNNING,
    @JsonProperty("succeeded")
    SUCCEEDED,
    @JsonProperty("failed")
    FAILED,
    @JsonProperty("canceled")
    CANCELED;

    public boolean ended() {
        return this == SUCCEEDED || this == FAILED || this == CANCELED;
    }

    /** Reads the lower-case form of the tables. */
    public static JobStatus parse(String stored) {
        return valueOf(stored.toUpperCase(Locale.ROOT));
    }
}
