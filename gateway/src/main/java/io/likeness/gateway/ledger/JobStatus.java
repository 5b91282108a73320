package io.likeness.gateway.ledger;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;

/** How far a job is. The last four are final. */
public enum JobStatus {
    @JsonProperty("queued")
    QUEUED,
    @JsonProperty("running")
    RUNNING,
    @JsonProperty("succeeded")
    SUCCEEDED,
    @JsonProperty("failed")
    FAILED,
    /** Somebody wanted no more of it. */
    @JsonProperty("canceled")
    CANCELED,
    /** It waited until its deadline and never started. */
    @JsonProperty("expired")
    EXPIRED;

    public boolean ended() {
        return this != QUEUED && this != RUNNING;
    }

    /** The lower-case form of the tables and of messages. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static JobStatus parse(String stored) {
        return valueOf(stored.toUpperCase(Locale.ROOT));
    }
}
