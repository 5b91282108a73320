package io.likeness.contracts.model;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;
import com.fasterxml.jackson.annotation.JsonProperty;

/** Why another version of a model serves. */
public enum ServingCause {
    /** The quality gate passed a new one. */
    @JsonProperty("gate")
    GATE,
    /** Somebody chose it. */
    @JsonProperty("promotion")
    PROMOTION,
    /** Somebody took back the one that served. */
    @JsonProperty("rollback")
    ROLLBACK,
    /** The one that served was deleted. */
    @JsonProperty("deletion")
    DELETION,
    /** One that a newer writer knows. */
    @JsonEnumDefaultValue
    UNKNOWN
}
