package io.likeness.contracts.rollout;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;
import com.fasterxml.jackson.annotation.JsonProperty;

/** What a rollout is judged by. Those of pairs compare a picture of the candidate with the champion's of the same seed, in grey at 64 x 64 pixels. */
public enum RolloutMetric {
    /** Share of the candidate's pictures, and of requests, that failed. */
    @JsonProperty("failures")
    FAILURES("failures"),
    /** Of a pair: natural logarithm of the candidate's decoding time over the champion's; how much slower the gate found it is taken off. */
    @JsonProperty("latency")
    LATENCY("latency"),
    /** Of a pair: the candidate's mean brightness, of [0, 1], less the champion's; what the gate measured of it is taken off. */
    @JsonProperty("brightness")
    BRIGHTNESS("brightness"),
    /** Of a pair: the candidate's sharpness less the champion's; what the gate measured of it is taken off. */
    @JsonProperty("sharpness")
    SHARPNESS("sharpness"),
    /** One that a newer writer knows. */
    @JsonEnumDefaultValue
    UNKNOWN("unknown");

    private final String wireName;

    RolloutMetric(String wireName) {
        this.wireName = wireName;
    }

    /** Under which its numbers are told. */
    public String wireName() {
        return wireName;
    }
}
