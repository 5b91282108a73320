package io.likeness.training;

/** Names of a report's metrics. Squared errors are per value in [0, 1]. */
public final class Metrics {
    /** Mean squared error over the validation images, of the exported weights. */
    public static final String VALIDATION_MSE = "validationMse";
    /** Mean squared error over the test images, of the exported weights. */
    public static final String TEST_MSE = "testMse";
    /** Mean pairwise pixel distance of samples, divided by that of real faces; near 1 is as varied as real faces. */
    public static final String SAMPLE_DIVERSITY_RATIO = "sampleDiversityRatio";
    /** Frechet distance between thumbnails of held-out faces and of samples from the fitted density. */
    public static final String SAMPLE_DISTANCE = "sampleDistance";
    /** The same for samples whose latents are drawn from N(0, I). */
    public static final String PRIOR_SAMPLE_DISTANCE = "priorSampleDistance";
    /** The same for training images: what sampling cannot beat. */
    public static final String REAL_DISTANCE = "realDistance";
    /** Greatest absolute difference of a pixel between ND4J and ONNX Runtime. */
    public static final String PARITY_IMAGE_ERROR = "parityImageError";
    /** Greatest difference of a latent, divided by the greatest number of its vector, between ND4J and ONNX Runtime. */
    public static final String PARITY_LATENT_ERROR = "parityLatentError";
    /** Training images per second over all epochs, without validation. */
    public static final String IMAGES_PER_SECOND = "imagesPerSecond";
    /** What {@link #VALIDATION_MSE} is called where versions are compared. */
    public static final String MEASURE = "mean-squared-error";

    private Metrics() {}
}
