package io.likeness.training.protocol;

import io.likeness.contracts.model.TrainingCost;

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
    /** Frechet distance between thumbnails of held-out faces and of samples from the exported density. */
    public static final String SAMPLE_DISTANCE = "sampleDistance";
    /** The same for samples whose latents are drawn from N(0, I). */
    public static final String PRIOR_SAMPLE_DISTANCE = "priorSampleDistance";
    /** The same for training images: what sampling cannot beat. */
    public static final String REAL_DISTANCE = "realDistance";
    /** Frechet distance between held-out faces and samples from the exported density, in the judge's features; the report names the judge. */
    public static final String SAMPLE_FRECHET_DISTANCE = "sampleFrechetDistance";
    /** The same for samples whose latents are drawn from N(0, I): the ceiling. */
    public static final String PRIOR_FRECHET_DISTANCE = "priorFrechetDistance";
    /** The same for training images: the floor. */
    public static final String REAL_FRECHET_DISTANCE = "realFrechetDistance";
    /** The same for samples of the version from which a fine-tuning started, as it was before; absent for any other training. */
    public static final String BASE_SAMPLE_FRECHET_DISTANCE = "baseSampleFrechetDistance";
    /** The same for reconstructions of held-out faces: what the sampler is not responsible for. */
    public static final String RECONSTRUCTION_FRECHET_DISTANCE = "reconstructionFrechetDistance";
    /** Squared maximum mean discrepancy, kernel (x.y / 64 + 1)^3, between held-out faces and samples, in the judge's features. */
    public static final String SAMPLE_KERNEL_DISTANCE = "sampleKernelDistance";
    /** The same for samples whose latents are drawn from N(0, I): the ceiling. */
    public static final String PRIOR_KERNEL_DISTANCE = "priorKernelDistance";
    /** The same for training images: the floor, about 0 and at times below. */
    public static final String REAL_KERNEL_DISTANCE = "realKernelDistance";
    /** The same for samples of the version from which a fine-tuning started, as it was before; absent for any other training. */
    public static final String BASE_SAMPLE_KERNEL_DISTANCE = "baseSampleKernelDistance";
    /** The same for reconstructions of held-out faces. */
    public static final String RECONSTRUCTION_KERNEL_DISTANCE = "reconstructionKernelDistance";
    /** Mean structural similarity of pairs of samples, at most 1: the less, the more varied; absent where images are smaller than its window. */
    public static final String SAMPLE_PAIR_SSIM = "samplePairSsim";
    /** The same of held-out faces. */
    public static final String REAL_PAIR_SSIM = "realPairSsim";
    /** {@link #SAMPLE_PAIR_SSIM} divided by {@link #REAL_PAIR_SSIM}; above 1 is less varied than real faces. */
    public static final String PAIR_SSIM_RATIO = "pairSsimRatio";
    /**
     * Latents' own noise in the exported density, divided by that in the fitted one, at most 1.1; 1 where samples of that are as varied as real faces
     * or too few faces tell.
     */
    public static final String LATENT_WIDENING = "latentWidening";
    /** Mean over samples of the variance of the Laplacian, pixels in [0, 1]. */
    public static final String SAMPLE_SHARPNESS = "sampleSharpness";
    /** Standard deviation of it. */
    public static final String SAMPLE_SHARPNESS_SPREAD = "sampleSharpnessSpread";
    /** {@link #SAMPLE_SHARPNESS} of held-out faces. */
    public static final String REAL_SHARPNESS = "realSharpness";
    /** Standard deviation of it. */
    public static final String REAL_SHARPNESS_SPREAD = "realSharpnessSpread";
    /** {@link #SAMPLE_SHARPNESS} divided by {@link #REAL_SHARPNESS}. */
    public static final String SHARPNESS_RATIO = "sharpnessRatio";
    /** Mean over samples of the mean of their pixels in [0, 1]. */
    public static final String SAMPLE_BRIGHTNESS = "sampleBrightness";
    /** Standard deviation of it. */
    public static final String SAMPLE_BRIGHTNESS_SPREAD = "sampleBrightnessSpread";
    /** {@link #SAMPLE_BRIGHTNESS} of held-out faces. */
    public static final String REAL_BRIGHTNESS = "realBrightness";
    /** Standard deviation of it. */
    public static final String REAL_BRIGHTNESS_SPREAD = "realBrightnessSpread";
    /** Median distance of samples to their nearest training image in the judge's features, divided by that of held-out faces; low is memorised. */
    public static final String MEMORISATION_RATIO = "memorisationRatio";
    /** Mean over held-out faces of the peak signal-to-noise ratio of their reconstructions, in dB. */
    public static final String RECONSTRUCTION_PSNR = "reconstructionPsnr";
    /** Mean squared error of reconstruction that 999 of 1,000 held-out faces stay below. */
    public static final String RECONSTRUCTION_MSE_P999 = "reconstructionMseP999";
    /** Greatest absolute difference of a pixel between ND4J and ONNX Runtime. */
    public static final String PARITY_IMAGE_ERROR = "parityImageError";
    /** Greatest difference of a latent, divided by the greatest number of its vector, between ND4J and ONNX Runtime. */
    public static final String PARITY_LATENT_ERROR = "parityLatentError";
    /** Training images per second over all epochs, without validation. */
    public static final String IMAGES_PER_SECOND = "imagesPerSecond";
    /** Seconds of all processors that the training took, in all its attempts. */
    public static final String CPU_SECONDS = TrainingCost.CPU_SECONDS;
    /** Seconds from a runner's begin with the dataset to the trained model, in all its attempts; of a lost one, to its last epoch. */
    public static final String WALL_SECONDS = TrainingCost.WALL_SECONDS;
    /** Greatest resident size of a training process. */
    public static final String PEAK_MEMORY_BYTES = "peakMemoryBytes";
    /** Images, checkpoints and base weights that were read, from the store or from a cache of it. */
    public static final String BYTES_READ = "bytesRead";
    /** Artifacts, checkpoints and films that were stored. */
    public static final String BYTES_WRITTEN = "bytesWritten";
    /** Of the processors' time, or of the GPU's, at the configured price and in the configured currency. */
    public static final String COST = TrainingCost.COST;
    /** {@link #COST} for each 1,000 images that went through the network, each counted once an epoch. */
    public static final String COST_PER_THOUSAND_IMAGES = "costPerThousandImages";
    /** What {@link #VALIDATION_MSE} is called where versions are compared. */
    public static final String MEASURE = "mean-squared-error";

    private Metrics() {}
}
