package io.likeness.training.comparison;

import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.Json;
import io.likeness.contracts.LikenessException;
import io.likeness.contracts.model.Label;
import io.likeness.contracts.model.LatentDirections;
import io.likeness.contracts.model.ModelManifest;
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
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * A version as the generator has it: ONNX models, density and directions. Owns native memory until {@link #close()}; safe for threads until then, and
 * helped by the common pool.
 */
public final class FaceModel implements VersionFaces, AutoCloseable {
    private static final int BATCH = 16;
    private static final long SEED = 0;
    private static final double NANOS_A_MILLISECOND = 1e6;

    private final TensorShape shape;
    private final LatentDensity density;
    private final List<String> conditions;
    private final LatentSpace space;
    private final OnnxSession encoder;
    private final OnnxSession decoder;
    private final long bytes;

    /**
     * The version in a folder.
     *
     * @param shape of its images
     * @param conditions names of the labels that its networks take
     * @throws LikenessException {@code PARITY_FAILED} or {@code MALFORMED_EVENT} if a file is something else, {@code TRAINING_FAILED} if one cannot be read
     */
    public FaceModel(Path folder, TensorShape shape, List<String> conditions) {
        byte[] encoding = read(folder, ModelManifest.ENCODER);
        byte[] decoding = read(folder, ModelManifest.DECODER);
        byte[] latents = read(folder, ModelManifest.DENSITY);
        this.shape = shape;
        this.conditions = List.copyOf(conditions);
        this.density = Json.decode(latents, LatentDensity.class);
        this.space = new LatentSpace(
                density,
                conditions,
                Files.isRegularFile(folder.resolve(ModelManifest.DIRECTIONS))
                        ? Json.decode(read(folder, ModelManifest.DIRECTIONS), LatentDirections.class)
                        : LatentDirections.none(density.latents()));
        this.bytes = (long) decoding.length + latents.length;
        this.encoder = new OnnxSession(encoding, Layers.IMAGE);
        try {
            this.decoder = new OnnxSession(decoding, Layers.LATENT);
        } catch (LikenessException e) {
            encoder.close();
            throw e;
        }
    }

    public LatentDensity density() {
        return density;
    }

    public LatentSpace space() {
        return space;
    }

    @Override
    public List<Label> labels() {
        return density.labels();
    }

    @Override
    public long bytes() {
        return bytes;
    }

    @Override
    public List<ImageTensor> samples(Map<String, Double> asked, int count) {
        return decode(codes(asked, SEED, count)).stream()
                .map(VersionComparison::look)
                .toList();
    }

    @Override
    public List<ImageTensor> reconstructions(List<LabelledFace> faces) {
        List<ImageTensor> inputs =
                faces.stream().map(face -> formed(face.image())).toList();
        float[] told = new float[faces.size() * conditions.size()];
        for (int i = 0; i < faces.size(); i++) {
            float[] own = space.conditions(known(faces.get(i)));
            System.arraycopy(own, 0, told, i * own.length, own.length);
        }
        return reconstruct(inputs, told).stream().map(VersionComparison::look).toList();
    }

    /** Drawn at temperature 1, none left out. */
    public List<FaceCode> codes(Map<String, Double> labels, long seed, int count) {
        LatentSampler sampler = space.sampler(labels);
        return IntStream.range(0, count)
                .mapToObj(i -> space.code(sampler.sample(LatentSampler.imageSeed(seed, i), 1)))
                .toList();
    }

    public List<ImageTensor> decode(List<FaceCode> codes) {
        return inParts(codes.size(), part -> decodeTogether(codes.subList(part, Math.min(codes.size(), part + BATCH))));
    }

    /**
     * One each, in the same order.
     *
     * @param labels of the originals, {@code float[N, K]}
     */
    public List<ImageTensor> reconstruct(List<ImageTensor> originals, float[] labels) {
        int width = conditions.size();
        List<FaceCode> codes = IntStream.range(0, originals.size())
                .parallel()
                .mapToObj(i -> {
                    float[] image = new float[shape.size()];
                    originals.get(i).copyTo(image, 0);
                    float[] own = Arrays.copyOfRange(labels, i * width, (i + 1) * width);
                    float[] latent = encoder.run(image, own, 1, shape.channels(), shape.side(), shape.side());
                    return new FaceCode(latent, own);
                })
                .toList();
        return decode(codes);
    }

    @Override
    public double decodingMilliseconds() {
        return milliseconds(1);
    }

    /** Median of milliseconds a face, of {@code rounds} runs of that batch, on one thread; as many warm up. */
    public double decodingMilliseconds(int batch, int rounds) {
        double[] milliseconds = new double[rounds];
        for (int i = -rounds; i < rounds; i++) {
            milliseconds[Math.max(0, i)] = milliseconds(batch);
        }
        return Quantile.of(milliseconds, 0.5);
    }

    private double milliseconds(int batch) {
        float[] latents = new float[batch * density.latents()];
        float[] labels = new float[batch * conditions.size()];
        long start = System.nanoTime();
        decoder.run(latents, labels, batch, density.latents());
        return (System.nanoTime() - start) / NANOS_A_MILLISECOND / batch;
    }

    @Override
    public void close() {
        encoder.close();
        decoder.close();
    }

    private List<ImageTensor> decodeTogether(List<FaceCode> codes) {
        int length = density.latents();
        int width = conditions.size();
        float[] latents = new float[codes.size() * length];
        float[] labels = new float[codes.size() * width];
        for (int i = 0; i < codes.size(); i++) {
            System.arraycopy(codes.get(i).latent(), 0, latents, i * length, length);
            System.arraycopy(codes.get(i).conditions(), 0, labels, i * width, width);
        }
        float[] images = decoder.run(latents, labels, codes.size(), length);
        return IntStream.range(0, codes.size())
                .mapToObj(i -> ImageTensor.ofUnit(shape, images, i * shape.size()))
                .toList();
    }

    private static List<ImageTensor> inParts(int count, IntFunction<List<ImageTensor>> part) {
        return IntStream.iterate(0, from -> from < count, from -> from + BATCH).boxed().toList().parallelStream()
                .flatMap(from -> part.apply(from).stream())
                .toList();
    }

    /** In this model's shape; what is grey has three equal channels where it takes colours. */
    private ImageTensor formed(ImageTensor face) {
        ImageTensor sized = face.resized(shape.side());
        if (sized.shape().channels() == shape.channels()) {
            return sized;
        }
        if (shape.channels() == 1) {
            return sized.grey();
        }
        byte[] coloured = new byte[shape.size()];
        for (int channel = 0; channel < shape.channels(); channel++) {
            sized.copyTo(coloured, channel * shape.area());
        }
        return ImageTensor.of(shape, coloured);
    }

    /** Labels of another dataset may be none of this model's, or beyond what it knows. */
    private Map<String, Double> known(LabelledFace face) {
        Map<String, Double> known = new TreeMap<>();
        for (Label label : density.labels()) {
            Double value = face.labels().get(label.name());
            if (value != null) {
                known.put(label.name(), Math.clamp(value, label.least(), label.most()));
            }
        }
        return known;
    }

    private static byte[] read(Path folder, String file) {
        try {
            return Files.readAllBytes(folder.resolve(file));
        } catch (IOException e) {
            throw new LikenessException(ErrorCode.TRAINING_FAILED, "cannot read the version's " + file, e);
        }
    }
}
