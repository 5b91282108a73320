package io.likeness.contracts.training;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How a learning rate falls over a training. */
public enum Annealing {
    /** Not at all. */
    @JsonProperty("none")
    NONE,
    /** Along half a cosine (Loshchilov and Hutter, "SGDR", ICLR 2017, equation 5, without restarts). */
    @JsonProperty("cosine")
    COSINE
}
