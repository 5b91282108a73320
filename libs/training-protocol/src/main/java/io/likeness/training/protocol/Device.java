package io.likeness.training.protocol;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What a network is trained on. */
public enum Device {
    /** A GPU where the build has CUDA and the machine has one, else the processor. */
    @JsonProperty("auto")
    AUTO,
    @JsonProperty("cpu")
    CPU,
    /** A GPU; refused with {@code DEVICE_UNAVAILABLE} where there is none. */
    @JsonProperty("cuda")
    CUDA
}
