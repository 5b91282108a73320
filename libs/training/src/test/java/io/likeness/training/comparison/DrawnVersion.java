package io.likeness.training.comparison;

import io.likeness.contracts.model.Label;
import io.likeness.imaging.ImageTensor;
import io.likeness.imaging.TensorShape;
import io.likeness.synthetic.Frame;
import io.likeness.synthetic.SyntheticFaces;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.LongStream;

/** A version that makes drawn faces, as good as real ones, of which one can be asked to wear glasses. */
class DrawnVersion implements VersionFaces {
    static final Label GLASSES = new Label("Eyeglasses", true, -1, 1);
    private static final TensorShape SHAPE = new TensorShape(1, 64);
    private static final int MOST = 1_024;
    /** By what was asked, drawn once. */
    private static final Map<Map<String, Double>, List<ImageTensor>> SAMPLES = new ConcurrentHashMap<>();

    private static final long FIRST = 1L << 41;
    private static final long FIRST_REAL = 1L << 42;

    @Override
    public List<Label> labels() {
        return List.of(GLASSES);
    }

    @Override
    public List<ImageTensor> samples(Map<String, Double> asked, int count) {
        return SAMPLES.computeIfAbsent(
                        asked,
                        wanted -> LongStream.range(FIRST, FIRST + MOST)
                                .parallel()
                                .mapToObj(seed -> drawn(seed, wanted))
                                .toList())
                .subList(0, count);
    }

    @Override
    public List<ImageTensor> reconstructions(List<LabelledFace> faces) {
        return faces.stream().map(face -> shifted(face.image(), 12)).toList();
    }

    @Override
    public long bytes() {
        return 1_000_000;
    }

    @Override
    public double decodingMilliseconds() {
        return 1;
    }

    /** Real faces with their labels, other people than the samples. */
    static List<LabelledFace> real(int count) {
        return LongStream.range(FIRST_REAL, FIRST_REAL + count)
                .parallel()
                .mapToObj(seed -> {
                    boolean glasses = SyntheticFaces.attributes(seed, seed).glasses();
                    return new LabelledFace(drawn(seed, Map.of()), Map.of(GLASSES.name(), glasses ? 1.0 : -1.0));
                })
                .toList();
    }

    /** The same face, so much brighter in every pixel. */
    static ImageTensor shifted(ImageTensor face, int levels) {
        byte[] pixels = face.values();
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (byte) Math.clamp((pixels[i] & 0xff) + levels, 0, 255);
        }
        return ImageTensor.of(face.shape(), pixels);
    }

    private static ImageTensor drawn(long seed, Map<String, Double> asked) {
        if (asked.isEmpty()) {
            return ImageTensor.of(SHAPE, SyntheticFaces.face(seed).grey());
        }
        boolean glasses = asked.getOrDefault(GLASSES.name(), -1.0) > 0;
        return ImageTensor.of(
                SHAPE,
                SyntheticFaces.draw(
                                SyntheticFaces.attributes(seed, seed).withGlasses(glasses),
                                seed,
                                seed,
                                Frame.square(64))
                        .grey());
    }
}
