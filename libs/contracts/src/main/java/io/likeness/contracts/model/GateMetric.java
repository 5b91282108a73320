package io.likeness.contracts.model;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;
import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * What a rule of the gate may be about. All of a version's faces are compared in grey at 64 x 64 pixels, those of two versions drawn with the same seeds
 * and compared with the same real faces.
 */
public enum GateMetric {
    /** Frechet distance between samples and real faces in the judge's features. */
    @JsonProperty("sampleFrechetDistance")
    SAMPLE_FRECHET_DISTANCE("sampleFrechetDistance", false),
    /** Sliced Wasserstein distance of small structures between samples and real faces, times 1,000. */
    @JsonProperty("sampleStructureDistance")
    SAMPLE_STRUCTURE_DISTANCE("sampleStructureDistance", false),
    /** Absolute logarithm of the mean distance of pairs of samples over that of pairs of real faces; 0 is as varied as these. */
    @JsonProperty("diversityGap")
    DIVERSITY_GAP("diversityGap", false),
    /** Absolute logarithm of the samples' mean sharpness over that of real faces; 0 is as sharp as these. */
    @JsonProperty("sharpnessGap")
    SHARPNESS_GAP("sharpnessGap", false),
    /** Absolute difference of the mean brightness of samples and of real faces, of [0, 1]. */
    @JsonProperty("brightnessGap")
    BRIGHTNESS_GAP("brightnessGap", false),
    /**
     * The greatest loss of a label's effect, 0 or more: the maximum over labels of {@code (d - 3 s) / min(1, max(|a|, |b|))}, 0 where d is within 3 s. An effect is how
     * far samples that are asked for with the label lie from those asked for without it along the direction that tells real faces with and without it apart, 1 for as
     * far as real faces; a is the candidate's, b the champion's, d the mean and s the standard error of b - a over 128 seeds. About 1 for a label that was
     * forgotten, about 2 for one that was inverted. A label that one of the two does not know has effect 0 there. The candidate's alone; absent where no label can be
     * told.
     */
    @JsonProperty("labelEffectLoss")
    LABEL_EFFECT_LOSS("labelEffectLoss", false),
    /** Mean peak signal-to-noise ratio of reconstructions of real faces, in dB. */
    @JsonProperty("reconstructionPsnr")
    RECONSTRUCTION_PSNR("reconstructionPsnr", true),
    /** Median distance of samples to their nearest training face over that of held-out faces, as measured after the training; low is memorised. */
    @JsonProperty("memorisationRatio")
    MEMORISATION_RATIO("memorisationRatio", true),
    /** Greatest difference of a pixel between the trained and the exported network, as measured after the training. */
    @JsonProperty("parityImageError")
    PARITY_IMAGE_ERROR("parityImageError", false),
    /** Bytes of all that a generator loads to draw. */
    @JsonProperty("modelBytes")
    MODEL_BYTES("modelBytes", false),
    /** Median of a face that is decoded alone, on one thread. */
    @JsonProperty("millisecondsPerFace")
    MILLISECONDS_PER_FACE("millisecondsPerFace", false),
    /** One that a newer writer knows. */
    @JsonEnumDefaultValue
    UNKNOWN("unknown", false);

    private final String wireName;
    private final boolean higherIsBetter;

    GateMetric(String wireName, boolean higherIsBetter) {
        this.wireName = wireName;
        this.higherIsBetter = higherIsBetter;
    }

    /** Under which its number is told. */
    public String wireName() {
        return wireName;
    }

    /** Else lower is. */
    public boolean higherIsBetter() {
        return higherIsBetter;
    }

    /** Whether it cannot be measured where there are no labels, and is not missing then. */
    boolean onlyWhereFacesAreLabelled() {
        return this == LABEL_EFFECT_LOSS;
    }
}
