package io.likeness.contracts.model;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;
import com.fasterxml.jackson.annotation.JsonProperty;

/** Where a rollout stands. */
public enum RolloutState {
    /** Generators load the candidate; nobody is answered by it. */
    @JsonProperty("warming")
    WARMING,
    /** Some requests are answered by the candidate, and too little is known to go on or back. */
    @JsonProperty("waiting-for-evidence")
    WAITING_FOR_EVIDENCE,
    /** Somebody holds it where it is. */
    @JsonProperty("paused")
    PAUSED,
    /** The candidate serves. */
    @JsonProperty("live")
    LIVE,
    /** The candidate was found to be worse, or somebody took it back. */
    @JsonProperty("rolled-back")
    ROLLED_BACK,
    /** There was too little evidence by the deadline; the candidate does not serve. */
    @JsonProperty("expired")
    EXPIRED,
    /** Something else came to serve, or the candidate was deleted. */
    @JsonProperty("superseded")
    SUPERSEDED,
    /** One that a newer writer knows. */
    @JsonEnumDefaultValue
    UNKNOWN;

    /** Whether nothing changes any more. */
    public boolean ended() {
        return switch (this) {
            case WARMING, WAITING_FOR_EVIDENCE, PAUSED -> false;
            case LIVE, ROLLED_BACK, EXPIRED, SUPERSEDED, UNKNOWN -> true;
        };
    }
}
