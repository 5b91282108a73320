package io.likeness.training;

import io.likeness.contracts.Require;
import io.likeness.contracts.training.TrainingConfiguration;

/**
 * What a child trains, the first line that it reads.
 *
 * @param train at least one image
 * @param validation at least one image: it picks the best epoch
 * @param test may be empty: it only reports
 * @param output existing folder for {@code decoder.onnx}, {@code encoder.onnx}, {@code density.json} and {@code report.json}
 * @param replicas synchronous copies of the network, one thread each, 1 to 64; part of what makes a run repeatable to the bit
 * @param mixtureComponents Gaussians of the latent density, 1 to 1,000; fewer are fitted where latents are few
 */
public record TrainingRequest(
        TrainingConfiguration configuration,
        CacheFile train,
        CacheFile validation,
        CacheFile test,
        String output,
        int replicas,
        int mixtureComponents) {
    public static final int DEFAULT_MIXTURE_COMPONENTS = 10;

    public TrainingRequest {
        Require.present("configuration", configuration);
        Require.present("train", train);
        Require.present("validation", validation);
        Require.present("test", test);
        Require.text("output", output);
        Require.between("replicas", replicas, 1, 64);
        Require.between("mixtureComponents", mixtureComponents, 1, 1000);
    }

    /** One replica a core, two at most: 16 images are the least with which a replica of the seed preset works well. */
    public static int defaultReplicas() {
        return Math.min(2, Runtime.getRuntime().availableProcessors());
    }
}
