package io.likeness.benchmarks.training;

import io.likeness.contracts.training.TrainingConfiguration;
import io.likeness.training.data.ImageOrder;
import io.likeness.training.network.Parameter;
import io.likeness.training.network.Parameters;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * What both trainings read, in a folder: images as raw {@code uint8[N, 1, 64, 64]}, orders as {@code int32[epochs, N]} and initial weights as
 * {@code float} layer by layer in PyTorch's layout, all little-endian.
 */
record TrainingFiles(Path folder) {
    private static final int IMAGE_BYTES = 64 * 64;

    Path train() {
        return folder.resolve("train.u8");
    }

    Path validation() {
        return folder.resolve("validation.u8");
    }

    Path test() {
        return folder.resolve("test.u8");
    }

    Path orders() {
        return folder.resolve("orders.i32");
    }

    Path weights() {
        return folder.resolve("weights.f32");
    }

    /** Images in one of the files. */
    static int count(Path file) throws IOException {
        return Math.toIntExact(Files.size(file) / IMAGE_BYTES);
    }

    /** Files of {@code images} training images, which repeat these as often as need be, beside the same validation and test images. */
    TrainingFiles enlarged(Path into, int images) throws IOException {
        TrainingFiles large = new TrainingFiles(Files.createDirectories(into));
        Files.copy(validation(), large.validation());
        Files.copy(test(), large.test());
        byte[] all = Files.readAllBytes(train());
        try (OutputStream out = Files.newOutputStream(large.train())) {
            long left = (long) images * IMAGE_BYTES;
            while (left > 0) {
                int part = (int) Math.min(left, all.length);
                out.write(all, 0, part);
                left -= part;
            }
        }
        return large;
    }

    /** Leaves no more than the first {@code most} images in a file. */
    static void shorten(Path file, int most) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate((long) most * IMAGE_BYTES);
        }
    }

    /** Writes the weights and the orders with which our engine trains that configuration. */
    void writeStart(TrainingConfiguration configuration) throws IOException {
        Parameters parameters = new Parameters(configuration);
        float[] initial = parameters.initial(configuration.seed());
        ByteBuffer weights = littleEndian(initial.length);
        for (Parameter parameter : parameters.all()) {
            weights.asFloatBuffer().put(PytorchLayout.of(parameter, initial));
            weights.position(weights.position() + parameter.length() * Float.BYTES);
        }
        Files.write(weights(), weights.array());
        int images = count(train());
        try (FileChannel channel = FileChannel.open(
                orders(), StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            for (int epoch = 1; epoch <= configuration.epochs(); epoch++) {
                ByteBuffer order = littleEndian(images);
                order.asIntBuffer().put(ImageOrder.shuffled(images, configuration.seed(), epoch));
                channel.write(order);
            }
        }
    }

    private static ByteBuffer littleEndian(int numbers) {
        return ByteBuffer.allocate(numbers * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    }
}
