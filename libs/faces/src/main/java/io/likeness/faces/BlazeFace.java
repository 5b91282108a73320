package io.likeness.faces;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import io.likeness.contracts.Digests;
import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.LikenessException;
import io.likeness.imaging.CropBox;
import io.likeness.imaging.Eyes;
import io.likeness.imaging.ImageTensor;
import java.io.IOException;
import java.io.InputStream;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * One of MediaPipe's BlazeFace networks (Bazarevsky et al., "BlazeFace: Sub-millisecond Neural Face Detection on Mobile GPUs", 2019): anchors on a grid of
 * cells and one of cells twice as large, each with a score, a box and six points, of which the first two are the eyes. It was trained on squares of 16
 * cells, and looks at rectangles of any number of them. Safe for threads.
 */
final class BlazeFace implements AutoCloseable {
    private static final String INPUT = "input:0";
    /** Cells across the squares that it was trained on. */
    private static final int CELLS = 16;

    private static final int CELL_ANCHORS = 2;
    private static final int LARGE_CELL_ANCHORS = 6;
    private static final int NUMBERS = 16;

    static final int COLOURS = 3;
    private static final double SAME_FACE = 0.3;

    private final OrtSession session;
    private final int cell;

    private BlazeFace(OrtSession session, int cell) {
        this.session = session;
        this.cell = cell;
    }

    static boolean available(String file) {
        return BlazeFace.class.getResource(file) != null;
    }

    /**
     * @param file among the resources
     * @param sha256 that it is to have
     * @param side of the squares that the network was trained on, in pixels
     * @throws LikenessException {@code CAPACITY_EXHAUSTED}, which blames no model, if it is another file or cannot be loaded
     */
    static BlazeFace open(String file, String sha256, int side) {
        try (InputStream in = BlazeFace.class.getResourceAsStream(file);
                OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            byte[] model = in == null ? new byte[0] : in.readAllBytes();
            String found = Digests.sha256(model);
            if (!found.equals(sha256)) {
                throw new LikenessException(
                        ErrorCode.CAPACITY_EXHAUSTED,
                        "face detector %s: expected SHA-256 %s, found %s".formatted(file, sha256, found));
            }
            options.setIntraOpNumThreads(1);
            options.setInterOpNumThreads(1);
            options.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR);
            return new BlazeFace(
                    OrtEnvironment.getEnvironment().createSession(AnySize.of(model), options), side / CELLS);
        } catch (OrtException | IOException e) {
            throw unusable(e);
        }
    }

    /** Sides of what it looks at are multiples of that many pixels. */
    int step() {
        return 2 * cell;
    }

    /**
     * The faces of at least that score on a square, in its pixels.
     *
     * @param seen the rectangle of it that is looked at, whose sides are multiples of {@link #step()}
     */
    List<Face> find(ImageTensor square, CropBox seen, double leastScore) {
        long[] dimensions = {1, seen.height(), seen.width(), COLOURS};
        try (OnnxTensor input = OnnxTensor.createTensor(
                        OrtEnvironment.getEnvironment(), interleaved(square, seen), dimensions);
                OrtSession.Result result = session.run(Map.of(INPUT, input))) {
            List<Face> faces = new ArrayList<>();
            collect(faces, result, seen, "Identity:0", "Identity_2:0", cell, CELL_ANCHORS, leastScore);
            collect(faces, result, seen, "Identity_1:0", "Identity_3:0", 2 * cell, LARGE_CELL_ANCHORS, leastScore);
            return merged(faces);
        } catch (OrtException e) {
            throw unusable(e);
        }
    }

    @Override
    public void close() {
        try {
            session.close();
        } catch (OrtException e) {
            throw unusable(e);
        }
    }

    /** {@code float[H, W, 3]} in -1 to 1. */
    private static FloatBuffer interleaved(ImageTensor square, CropBox seen) {
        byte[] values = square.values();
        int area = square.shape().area();
        float[] pixels = new float[COLOURS * seen.height() * seen.width()];
        int to = 0;
        for (int row = seen.top(); row < seen.top() + seen.height(); row++) {
            int from = row * square.shape().side() + seen.left();
            for (int end = from + seen.width(); from < end; from++) {
                for (int channel = 0; channel < COLOURS; channel++) {
                    pixels[to++] = (values[channel * area + from] & 0xff) / 127.5f - 1;
                }
            }
        }
        return FloatBuffer.wrap(pixels);
    }

    private static void collect(
            List<Face> faces,
            OrtSession.Result result,
            CropBox seen,
            String scoresName,
            String boxesName,
            int cell,
            int anchors,
            double leastScore)
            throws OrtException {
        FloatBuffer scores = values(result, scoresName);
        FloatBuffer boxes = values(result, boxesName);
        int across = seen.width() / cell;
        double least = Math.log(leastScore / (1 - leastScore));
        for (int i = 0; i < scores.limit(); i++) {
            if (scores.get(i) >= least) {
                double x = seen.left() + (i / anchors % across + 0.5) * cell;
                double y = seen.top() + (i / anchors / across + 0.5) * cell;
                faces.add(face(1 / (1 + Math.exp(-scores.get(i))), x, y, boxes, i * NUMBERS));
            }
        }
    }

    private static Face face(double score, double x, double y, FloatBuffer boxes, int at) {
        double width = boxes.get(at + 2);
        double height = boxes.get(at + 3);
        return new Face(
                score,
                x + boxes.get(at) - width / 2,
                y + boxes.get(at + 1) - height / 2,
                width,
                height,
                new Eyes(x + boxes.get(at + 4), y + boxes.get(at + 5), x + boxes.get(at + 6), y + boxes.get(at + 7)));
    }

    private static FloatBuffer values(OrtSession.Result result, String name) throws OrtException {
        return ((OnnxTensor) result.get(name).orElseThrow()).getFloatBuffer();
    }

    /** Several anchors see one face: it is where they mean it to be, by their scores. */
    private static List<Face> merged(List<Face> faces) {
        List<Face> left = new ArrayList<>(faces);
        List<Face> merged = new ArrayList<>();
        while (!left.isEmpty()) {
            Face best = left.getFirst();
            for (Face face : left) {
                best = face.score() > best.score() ? face : best;
            }
            Face of = best;
            List<Face> same = left.stream()
                    .filter(face -> face == of || face.overlap(of) > SAME_FACE)
                    .toList();
            left.removeAll(same);
            merged.add(mean(of.score(), same));
        }
        return merged;
    }

    private static Face mean(double score, List<Face> faces) {
        double total = faces.stream().mapToDouble(Face::score).sum();
        double[] sums = new double[8];
        for (Face face : faces) {
            double weight = face.score() / total;
            sums[0] += weight * face.left();
            sums[1] += weight * face.top();
            sums[2] += weight * face.width();
            sums[3] += weight * face.height();
            sums[4] += weight * face.eyes().leftX();
            sums[5] += weight * face.eyes().leftY();
            sums[6] += weight * face.eyes().rightX();
            sums[7] += weight * face.eyes().rightY();
        }
        return new Face(score, sums[0], sums[1], sums[2], sums[3], new Eyes(sums[4], sums[5], sums[6], sums[7]));
    }

    private static LikenessException unusable(Exception cause) {
        return new LikenessException(ErrorCode.CAPACITY_EXHAUSTED, "face detector: " + cause.getMessage(), cause);
    }
}
