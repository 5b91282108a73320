package io.likeness.training.judge;

import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.Json;
import io.likeness.contracts.LikenessException;
import io.likeness.contracts.Require;
import io.likeness.training.export.OnnxSession;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The network that judges faces, in ONNX Runtime. Its input is grey {@code float[N, 1, 64, 64]} in [0, 1]; {@link
 * io.likeness.training.evaluation.Examination} brings other faces into that form. Owns native memory until {@link #close()}; safe for
 * threads until then.
 */
public final class Judge implements AutoCloseable {
    /** Pixels of a row and of a column of its input. */
    public static final int SIDE = JudgeLayers.SIDE;

    private static final String BUNDLED = "synthetic.onnx";
    private static final int BATCH = 128;

    private final OnnxSession session;
    private final JudgeCard card;

    private Judge(OnnxSession session, JudgeCard card) {
        this.session = session;
        this.card = card;
    }

    /** The one that comes with this library, trained on drawn faces. */
    public static Judge bundled() {
        try (InputStream file = Judge.class.getResourceAsStream(BUNDLED)) {
            if (file == null) {
                throw new LikenessException(ErrorCode.INTERNAL_ERROR, "judge: expected the resource " + BUNDLED);
            }
            return of(file.readAllBytes(), BUNDLED);
        } catch (IOException e) {
            throw new LikenessException(ErrorCode.INTERNAL_ERROR, "judge: cannot read the resource " + BUNDLED, e);
        }
    }

    /**
     * One that {@code ./likeness judge} wrote.
     *
     * @throws LikenessException {@code TRAINING_FAILED} if the file is missing or something else
     */
    public static Judge load(Path file) {
        byte[] model;
        try {
            model = Files.readAllBytes(file);
        } catch (IOException e) {
            throw refused(file.toString(), "no file that can be read", e);
        }
        return of(model, file.toString());
    }

    static Judge of(byte[] model, String file) {
        OnnxSession session;
        try {
            session = new OnnxSession(model, JudgeLayers.IMAGE);
        } catch (LikenessException e) {
            throw refused(file, "no ONNX model", e);
        }
        try {
            String card = session.metadata(JudgeExport.CARD)
                    .orElseThrow(() -> refused(file, "a model without '" + JudgeExport.CARD + "'", null));
            return new Judge(session, Json.decode(card.getBytes(StandardCharsets.UTF_8), JudgeCard.class));
        } catch (LikenessException e) {
            session.close();
            throw e;
        }
    }

    public JudgeCard card() {
        return card;
    }

    /** The faces it learned from: {@code synthetic} or {@code celeba}. */
    public String name() {
        return card.name();
    }

    /** In the order of {@link #probabilities}. */
    public List<String> attributes() {
        return card.attributes().stream().map(JudgeCard.Attribute::name).toList();
    }

    /** {@code double[count][64]}: each feature has mean 0 and variance 1 over the faces it learned from. */
    public double[][] features(float[] images, int count) {
        return run(JudgeLayers.FEATURES, images, count);
    }

    /**
     * {@code double[count][K]} in [0, 1], in the order of {@link #attributes()}: how probable each attribute would be if half of all faces
     * had it.
     */
    public double[][] probabilities(float[] images, int count) {
        return run(JudgeLayers.PROBABILITIES, images, count);
    }

    @Override
    public void close() {
        session.close();
    }

    private double[][] run(String output, float[] images, int count) {
        int length = SIDE * SIDE;
        Require.between("images", images.length, (long) count * length, (long) count * length);
        return IntStream.range(0, (count + BATCH - 1) / BATCH)
                .parallel()
                .mapToObj(batch -> {
                    int from = batch * BATCH;
                    int to = Math.min(count, from + BATCH);
                    float[] part = Arrays.copyOfRange(images, from * length, to * length);
                    return rows(session.run(output, part, to - from, 1, SIDE, SIDE), to - from);
                })
                .flatMap(Arrays::stream)
                .toArray(double[][]::new);
    }

    private static double[][] rows(float[] values, int count) {
        int width = values.length / count;
        double[][] rows = new double[count][width];
        for (int i = 0; i < values.length; i++) {
            rows[i / width][i % width] = values[i];
        }
        return rows;
    }

    private static LikenessException refused(String file, String found, @Nullable Exception cause) {
        return new LikenessException(
                ErrorCode.TRAINING_FAILED,
                "judge: expected a file that './likeness judge' wrote at %s, found %s".formatted(file, found),
                cause);
    }
}
