package io.likeness.training;

/** Names of a report's metrics. Squared errors are per value in [0, 1]. */
public final class Metrics {
    /** Mean squared error over the validation images, of the exported weights. */
    public static final String VALIDATION_MSE = "validationMse";
    /** Mean structural similarity (Wang et al. 2004) over the validation images, at most 1; absent where images are smaller than its window. */
    public static final String VALIDATION_SSIM = "validationSsim";
    /** The same over the test images. */
    public static final String TEST_SSIM = "testSsim";
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
    /** Seconds of all processors that the training took, in all its attempts. */
    public static final String CPU_SECONDS = "cpuSeconds";
    /** Seconds from a runner's begin with the dataset to the trained model, in all its attempts; of a lost one, to its last epoch. */
    public static final String WALL_SECONDS = "wallSeconds";
    /** Greatest resident size of a training process. */
    public static final String PEAK_MEMORY_BYTES = "peakMemoryBytes";
    /** Images, checkpoints and base weights that were read, from the store or from a cache of it. */
    public static final String BYTES_READ = "bytesRead";
    /** Artifacts, checkpoints and films that were stored. */
    public static final String BYTES_WRITTEN = "bytesWritten";
    /** Of the processors' time, or of the GPU's, at the configured price and in the configured currency. */
    public static final String COST = "cost";
    /** {@link #COST} for each 1,000 images that went through the network, each counted once an epoch. */
    public static final String COST_PER_THOUSAND_IMAGES = "costPerThousandImages";
    /** What {@link #VALIDATION_MSE} is called where versions are compared. */
    public static final String MEASURE = "mean-squared-error";

    private Metrics() {}
}
