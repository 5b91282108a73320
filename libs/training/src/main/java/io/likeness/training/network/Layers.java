package io.likeness.training.network;

/** Names of layers and of their parameters, the same in the SameDiff graph and in the ONNX files. */
public final class Layers {
    public static final String ENCODER_LINEAR = "encoder.linear";
    public static final String DECODER_LINEAR = "decoder.linear";
    /** The discriminator's last convolution. */
    public static final String LOGIT_CONVOLUTION = "discriminator.convolution.logits";

    public static final String LOGITS = "logits";

    public static final String IMAGE = "image";
    public static final String LATENT = "latent";
    /** Input of a conditional network's encoder and decoder. */
    public static final String LABEL = "label";
    /** The part of a linear layer that labels go through, without a bias of its own. */
    public static final String ENCODER_LABEL = ENCODER_LINEAR + ".label";

    public static final String DECODER_LABEL = DECODER_LINEAR + ".label";

    private Layers() {}

    public static String convolution(int layer) {
        return "encoder.convolution." + layer;
    }

    public static String transposedConvolution(int layer) {
        return "decoder.convolution." + layer;
    }

    public static String discriminatorConvolution(int layer) {
        return "discriminator.convolution." + layer;
    }

    public static String weight(String layer) {
        return layer + ".weight";
    }

    public static String bias(String layer) {
        return layer + ".bias";
    }
}
