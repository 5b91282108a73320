package io.likeness.benchmarks.faces;

import io.likeness.contracts.Json;
import io.likeness.contracts.model.LatentDirections;
import io.likeness.contracts.model.ModelManifest;
import io.likeness.contracts.training.TrainingConfiguration;
import io.likeness.imaging.ImageTensor;
import io.likeness.imaging.TensorShape;
import io.likeness.latents.FaceCode;
import io.likeness.latents.LatentDensity;
import io.likeness.latents.LatentSampler;
import io.likeness.latents.LatentSpace;
import io.likeness.training.evaluation.Quantile;
import io.likeness.training.export.OnnxSession;
import io.likeness.training.network.Layers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** A trained model as the generator has it: ONNX models, density and directions. Owns native memory until {@link #close()}. */
final class FaceModel implements AutoCloseable {
    private static final int BATCH = 16;
    private static final double NANOS_A_MILLISECOND = 1e6;

    private final TensorShape shape;
    private final LatentDensity density;
    private final int conditions;
    private final LatentSpace space;
    private final OnnxSession encoder;
    private final OnnxSession decoder;

    /** The model in a training's output folder. */
    FaceModel(Path folder, TrainingConfiguration configuration) throws IOException {
        this.shape = new TensorShape(configuration.channels(), configuration.side());
        this.density = Json.decode(Files.readAllBytes(folder.resolve(ModelManifest.DENSITY)), LatentDensity.class);
        this.conditions = configuration.conditions().size();
        Path directions = folder.resolve(ModelManifest.DIRECTIONS);
        this.space = new LatentSpace(
                density,
                configuration.conditions(),
                Files.isRegularFile(directions)
                        ? Json.decode(Files.readAllBytes(directions), LatentDirections.class)
                        : LatentDirections.none(density.latents()));
        this.encoder = new OnnxSession(Files.readAllBytes(folder.resolve(ModelManifest.ENCODER)), Layers.IMAGE);
        this.decoder = new OnnxSession(Files.readAllBytes(folder.resolve(ModelManifest.DECODER)), Layers.LATENT);
    }

    LatentDensity density() {
        return density;
    }

    LatentSpace space() {
        return space;
    }

    /** Drawn at temperature 1, none left out. */
    List<FaceCode> codes(Map<String, Double> labels, long seed, int count) {
        LatentSampler sampler = space.sampler(labels);
        return IntStream.range(0, count)
                .mapToObj(i -> space.code(sampler.sample(LatentSampler.imageSeed(seed, i), 1)))
                .toList();
    }

    List<ImageTensor> decode(List<FaceCode> codes) {
        int length = density.latents();
        List<ImageTensor> faces = new ArrayList<>();
        for (int from = 0; from < codes.size(); from += BATCH) {
            List<FaceCode> part = codes.subList(from, Math.min(codes.size(), from + BATCH));
            float[] latents = new float[part.size() * length];
            float[] labels = new float[part.size() * conditions];
            for (int i = 0; i < part.size(); i++) {
                System.arraycopy(part.get(i).latent(), 0, latents, i * length, length);
                System.arraycopy(part.get(i).conditions(), 0, labels, i * conditions, conditions);
            }
            add(decoder.run(latents, labels, part.size(), length), faces);
        }
        return faces;
    }

    /**
     * One each, in the same order.
     *
     * @param labels of the originals, {@code float[N, K]}
     */
    List<ImageTensor> reconstruct(List<ImageTensor> originals, float[] labels) {
        List<FaceCode> codes = new ArrayList<>();
        for (ImageTensor face : originals) {
            float[] image = new float[shape.size()];
            face.copyTo(image, 0);
            int first = codes.size() * conditions;
            float[] own = Arrays.copyOfRange(labels, first, first + conditions);
            float[] latent = encoder.run(image, own, 1, shape.channels(), shape.side(), shape.side());
            codes.add(new FaceCode(latent, own));
        }
        return decode(codes);
    }

    /** Median of milliseconds a face, of {@code rounds} runs of that batch, on one thread; as many warm up. */
    double decodingMilliseconds(int batch, int rounds) {
        float[] latents = new float[batch * density.latents()];
        float[] labels = new float[batch * conditions];
        double[] milliseconds = new double[rounds];
        for (int i = -rounds; i < rounds; i++) {
            long start = System.nanoTime();
            decoder.run(latents, labels, batch, density.latents());
            milliseconds[Math.max(0, i)] = (System.nanoTime() - start) / NANOS_A_MILLISECOND / batch;
        }
        return Quantile.of(milliseconds, 0.5);
    }

    @Override
    public void close() {
        encoder.close();
        decoder.close();
    }

    private void add(float[] images, List<ImageTensor> faces) {
        for (int offset = 0; offset < images.length; offset += shape.size()) {
            faces.add(ImageTensor.ofUnit(shape, images, offset));
        }
    }
}
