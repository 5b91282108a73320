package io.likeness.gateway.erasure;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;

/** How far an erasure is. */
public enum ErasureStatus {
    @JsonProperty("running")
    RUNNING,
    @JsonProperty("succeeded")
    SUCCEEDED,
    @JsonProperty("failed")
    FAILED;

    static ErasureStatus parse(String stored) {
        return valueOf(stored.toUpperCase(Locale.ROOT));
    }

    /** The lower-case form of the table and of messages. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
