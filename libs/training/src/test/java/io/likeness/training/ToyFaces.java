package io.likeness.training;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.likeness.contracts.Json;
import io.likeness.contracts.training.Activation;
import io.likeness.contracts.training.Augmentation;
import io.likeness.contracts.training.LearningRateSchedule;
import io.likeness.contracts.training.LossWeights;
import io.likeness.contracts.training.NetworkPart;
import io.likeness.contracts.training.TrainingConfiguration;
import io.likeness.latents.RandomStream;
import io.likeness.training.data.ImageCache;
import io.likeness.training.protocol.CacheFile;
import io.likeness.training.protocol.Device;
import io.likeness.training.protocol.LabelFile;
import io.likeness.training.protocol.TrainingRequest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Bright spots on a dark ground, placed and sized by a seed: enough to learn, nothing to download. */
public final class ToyFaces {
    /** A network small enough for a test to train: 16 x 16 grey, 6 latents, two convolutions. */
    public static final TrainingConfiguration SMALL = network(16, 1, 6, List.of(8, 12), 16, 3, 3e-3, 5);

    private ToyFaces() {}

    /** A configuration of kernels of 3, trained as the seed preset is. */
    public static TrainingConfiguration network(
            int side,
            int channels,
            int latents,
            List<Integer> convolutionChannels,
            int batch,
            int epochs,
            double learningRate,
            long seed) {
        return new TrainingConfiguration(
                TrainingConfiguration.CUSTOM,
                side,
                channels,
                latents,
                convolutionChannels,
                3,
                Activation.RELU,
                LossWeights.MEAN_SQUARED_ERROR,
                batch,
                epochs,
                learningRate,
                LearningRateSchedule.CONSTANT,
                0,
                Augmentation.NONE,
                seed);
    }

    /** The same configuration of images of another shape, trained for one epoch of each stage. */
    public static TrainingConfiguration shaped(TrainingConfiguration preset, int side, int channels) {
        ObjectNode fields = (ObjectNode) Json.tree(Json.encode(preset));
        fields.put("side", side).put("channels", channels).put("epochs", 1);
        if (preset.adversarial() != null) {
            ((ObjectNode) fields.get("adversarial")).put("epochs", 1);
        }
        return Json.decode(Json.encode(fields), TrainingConfiguration.class);
    }

    /** The same configuration but for one number. */
    public static TrainingConfiguration with(String field, double value, TrainingConfiguration configuration) {
        ObjectNode fields = (ObjectNode) Json.tree(Json.encode(configuration));
        return Json.decode(Json.encode(fields.put(field, value)), TrainingConfiguration.class);
    }

    /** Another domain: the same images as dark spots on a bright ground, in the same files. */
    public static TrainingRequest darkened(TrainingRequest request) {
        for (CacheFile file : List.of(request.train(), request.validation(), request.test())) {
            try {
                Path path = Path.of(file.path());
                byte[] pixels = Files.readAllBytes(path);
                for (int i = 0; i < pixels.length; i++) {
                    pixels[i] = (byte) ~pixels[i];
                }
                Files.write(path, pixels);
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        }
        return request;
    }

    public static CacheFile write(Path file, int count, long seed, TrainingConfiguration configuration) {
        int side = configuration.side();
        byte[] pixels = new byte[count * configuration.imageLength()];
        RandomStream random = new RandomStream(seed);
        int next = 0;
        for (int image = 0; image < count; image++) {
            double x = side * (0.3 + 0.4 * random.nextDouble());
            double y = side * (0.3 + 0.4 * random.nextDouble());
            double radius = side * (0.1 + 0.15 * random.nextDouble());
            for (int p = 0; p < configuration.imageLength(); p++) {
                double dx = p % side - x;
                double dy = p / side % side - y;
                pixels[next++] = (byte) (20 + 220 * Math.exp(-(dx * dx + dy * dy) / (2 * radius * radius)));
            }
        }
        try {
            Files.write(file, pixels);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return new CacheFile(file.toString(), count);
    }

    /** The same images with a row of labels each, written beside them. */
    public static CacheFile labelled(CacheFile images, List<String> names, float[][] rows) {
        ByteBuffer numbers =
                ByteBuffer.allocate(rows.length * names.size() * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (float[] row : rows) {
            for (float value : row) {
                numbers.putFloat(value);
            }
        }
        try {
            Path file = Files.write(Path.of(images.path() + ".f32"), numbers.array());
            return new CacheFile(images.path(), images.count(), new LabelFile(file.toString(), names));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** The same images, told apart by where their brightest spot is: {@code right} is 1 or -1, {@code height} a row of pixels. */
    public static CacheFile labelled(CacheFile images, TrainingConfiguration configuration) {
        ImageCache cache = ImageCache.open(Path.of(images.path()), images.count(), configuration);
        int side = configuration.side();
        float[][] rows = new float[images.count()][];
        for (int i = 0; i < rows.length; i++) {
            float[] pixels = cache.read(new int[] {i}, 0, 1);
            int brightest = 0;
            for (int p = 0; p < pixels.length; p++) {
                brightest = pixels[p] > pixels[brightest] ? p : brightest;
            }
            rows[i] = new float[] {brightest % side < side / 2 ? -1 : 1, brightest / side % side};
        }
        return labelled(images, List.of("right", "height"), rows);
    }

    /** The same request whose images have labels. */
    public static TrainingRequest labelled(TrainingRequest request) {
        TrainingConfiguration configuration = request.configuration();
        return of(
                request,
                labelled(request.train(), configuration),
                labelled(request.validation(), configuration),
                labelled(request.test(), configuration));
    }

    /** The same request with other images. */
    public static TrainingRequest of(TrainingRequest request, CacheFile train, CacheFile validation, CacheFile test) {
        return new TrainingRequest(
                request.configuration(),
                train,
                validation,
                test,
                request.output(),
                request.replicas(),
                request.mixtureComponents(),
                request.device(),
                request.checkpointSeconds(),
                request.checkpoint(),
                request.base(),
                request.judge());
    }

    /** The same request, to go on from a checkpoint. */
    public static TrainingRequest resumed(TrainingRequest request, Path checkpoint) {
        return new TrainingRequest(
                request.configuration(),
                request.train(),
                request.validation(),
                request.test(),
                request.output(),
                request.replicas(),
                request.mixtureComponents(),
                request.device(),
                request.checkpointSeconds(),
                checkpoint.toString(),
                request.base(),
                request.judge());
    }

    /** The same request, to start from the models in a folder. */
    public static TrainingRequest tuned(TrainingRequest request, Path base, List<NetworkPart> frozen) {
        return new TrainingRequest(
                request.configuration(),
                request.train(),
                request.validation(),
                request.test(),
                request.output(),
                request.replicas(),
                request.mixtureComponents(),
                request.device(),
                request.checkpointSeconds(),
                null,
                new TrainingRequest.Base(
                        base.resolve("encoder.onnx").toString(),
                        base.resolve("decoder.onnx").toString(),
                        base.resolve("density.json").toString(),
                        frozen),
                request.judge());
    }

    public static TrainingRequest request(Path folder, TrainingConfiguration configuration, int replicas) {
        return request(folder, configuration, replicas, 200, 40, 70);
    }

    /** The same with so many images. */
    public static TrainingRequest request(
            Path folder, TrainingConfiguration configuration, int replicas, int train, int validation, int test) {
        return new TrainingRequest(
                configuration,
                write(folder.resolve("train"), train, 1, configuration),
                write(folder.resolve("validation"), validation, 2, configuration),
                write(folder.resolve("test"), test, 3, configuration),
                folder.toString(),
                replicas,
                TrainingRequest.DEFAULT_MIXTURE_COMPONENTS,
                Device.AUTO,
                TrainingRequest.DEFAULT_CHECKPOINT_SECONDS,
                null,
                null,
                null);
    }
}
