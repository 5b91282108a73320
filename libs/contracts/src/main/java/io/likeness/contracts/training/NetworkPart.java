package io.likeness.contracts.training;

import com.fasterxml.jackson.annotation.JsonProperty;

/** A part of the autoencoder that fine-tuning may leave as it is. */
public enum NetworkPart {
    @JsonProperty("encoder.convolution")
    ENCODER_CONVOLUTIONS("encoder.convolution"),
    @JsonProperty("encoder.linear")
    ENCODER_LINEAR("encoder.linear"),
    @JsonProperty("decoder.linear")
    DECODER_LINEAR("decoder.linear"),
    @JsonProperty("decoder.convolution")
    DECODER_CONVOLUTIONS("decoder.convolution");

    private final String layers;

    NetworkPart(String layers) {
        this.layers = layers;
    }

    /** What the names of its layers begin with. */
    public String layers() {
        return layers;
    }
}
