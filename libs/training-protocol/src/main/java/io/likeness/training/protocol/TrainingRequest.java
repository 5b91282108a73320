package io.likeness.training.protocol;

import io.likeness.contracts.Require;
import io.likeness.contracts.training.NetworkPart;
import io.likeness.contracts.training.TrainingConfiguration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a child trains, the first line that it reads.
 *
 * @param train at least one image
 * @param validation at least one image: it picks the best epoch
 * @param test may be empty: it only reports
 * @param output existing folder for {@code decoder.onnx}, {@code encoder.onnx}, {@code density.json}, {@code directions.json}, {@code report.json}, the film and
 *     checkpoints
 * @param replicas synchronous copies of the network, one thread each, 1 to 64; part of what makes a run repeatable to the bit
 * @param mixtureComponents most Gaussians of the latent density, 1 to 1,000; fewer where latents are few or fewer fit held-out ones better
 * @param device what to train on
 * @param checkpointSeconds longest time between two checkpoints within an epoch, 1 to 86,400; one follows every epoch anyway
 * @param checkpoint file of a checkpoint of the same configuration and images to go on from; absent: from the beginning
 * @param base weights to start from; absent: random ones
 * @param judge file that {@code ./likeness judge} wrote, in whose features faces are compared; absent: the bundled one
 */
public record TrainingRequest(
        TrainingConfiguration configuration,
        CacheFile train,
        CacheFile validation,
        CacheFile test,
        String output,
        int replicas,
        int mixtureComponents,
        Device device,
        int checkpointSeconds,
        @Nullable String checkpoint,
        @Nullable Base base,
        @Nullable String judge) {
    public static final int DEFAULT_MIXTURE_COMPONENTS = 20;
    public static final int DEFAULT_CHECKPOINT_SECONDS = 300;

    public TrainingRequest {
        Require.present("configuration", configuration);
        Require.present("train", train);
        Require.present("validation", validation);
        Require.present("test", test);
        Require.text("output", output);
        Require.between("replicas", replicas, 1, 64);
        Require.between("mixtureComponents", mixtureComponents, 1, 1000);
        Require.present("device", device);
        Require.between("checkpointSeconds", checkpointSeconds, 1, 86_400);
    }

    /** One replica a core, two at most: 16 images are the least with which a replica of the seed preset works well. */
    public static int defaultReplicas() {
        return Math.min(2, Runtime.getRuntime().availableProcessors());
    }

    /**
     * A version to start from.
     *
     * @param encoder path of its {@code encoder.onnx}
     * @param decoder path of its {@code decoder.onnx}
     * @param density path of its {@code density.json}, with which its samples are compared with the new model's; absent: they are not
     * @param frozen parts whose weights stay as they are
     */
    public record Base(
            String encoder, String decoder, @Nullable String density, List<NetworkPart> frozen) {
        public Base {
            Require.text("encoder", encoder);
            Require.text("decoder", decoder);
            frozen = List.copyOf(Require.present("frozen", frozen));
        }
    }
}
