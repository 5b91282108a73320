package io.likeness.contracts.dataset;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * What an image is used for: training, stopping the training, or the reported numbers. Closed: who does not know a part cannot count
 * the images, so another part is another major version.
 */
public enum Split {
    @JsonProperty("train")
    TRAIN,
    @JsonProperty("validation")
    VALIDATION,
    @JsonProperty("test")
    TEST
}
