package io.likeness.contracts.rollout;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;
import com.fasterxml.jackson.annotation.JsonProperty;

/** What follows from what is known of a metric. */
public enum Verdict {
    /** The mean lies within what it may be. */
    @JsonProperty("good")
    GOOD,
    /** It lies outside of that. */
    @JsonProperty("bad")
    BAD,
    /** It may lie on either side. */
    @JsonProperty("open")
    OPEN,
    /** One that a newer writer knows. */
    @JsonEnumDefaultValue
    UNKNOWN
}
