package io.likeness.contracts.training;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What follows a convolution: {@code max(x, slope x)}. */
public enum Activation {
    @JsonProperty("relu")
    RELU(0),
    /** With PyTorch's default slope. */
    @JsonProperty("leaky-relu")
    LEAKY_RELU(0.01f);

    private final float slope;

    Activation(float slope) {
        this.slope = slope;
    }

    /** Of the negative side. */
    public float slope() {
        return slope;
    }
}
