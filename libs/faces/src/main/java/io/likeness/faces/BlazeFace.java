package io.likeness.faces;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import io.likeness.contracts.Digests;
import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.LikenessException;
import io.likeness.imaging.Eyes;
import io.likeness.imaging.ImageTensor;
import io.likeness.imaging.TensorShape;
import java.io.IOException;
import java.io.InputStream;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * One of MediaPipe's BlazeFace networks (Bazarevsky et al., "BlazeFace: Sub-millisecond Neural Face Detection on Mobile GPUs", 2019): anchors on a
 * coarse and a fine grid, each with a score, a box and six points, of which the first two are the eyes. Safe for threads.
 */
final class BlazeFace implements AutoCloseable {
    private static final String INPUT = "input:0";
    private static final int COARSE_CELLS = 16;
    private static final int COARSE_ANCHORS = 2;
    private static final int FINE_CELLS = 8;
    private static final int FINE_ANCHORS = 6;
    private static final int NUMBERS = 16;
    private static final double SAME_FACE = 0.3;

    private final OrtSession session;
    private final int side;

    private BlazeFace(OrtSession session, int side) {
        this.session = session;
        this.side = side;
    }

    static boolean available(String file) {
        return BlazeFace.class.getResource(file) != null;
    }

    /**
     * @param file among the resources
     * @param sha256 that it is to have
     * @param side of the square that the network sees, in pixels
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
            return new BlazeFace(OrtEnvironment.getEnvironment().createSession(model, options), side);
        } catch (OrtException | IOException e) {
            throw unusable(e);
        }
    }

    TensorShape shape() {
        return new TensorShape(3, side);
    }

    /** The faces of at least that score on what it sees, in its pixels. */
    List<Face> find(ImageTensor square, double leastScore) {
        long[] dimensions = {1, side, side, 3};
        try (OnnxTensor input =
                        OnnxTensor.createTensor(OrtEnvironment.getEnvironment(), interleaved(square), dimensions);
                OrtSession.Result result = session.run(Map.of(INPUT, input))) {
            List<Face> faces = new ArrayList<>();
            collect(faces, result, "", COARSE_CELLS, COARSE_ANCHORS, leastScore);
            collect(faces, result, "_1", FINE_CELLS, FINE_ANCHORS, leastScore);
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

    /** {@code float[S, S, 3]} in -1 to 1. */
    private FloatBuffer interleaved(ImageTensor square) {
        byte[] values = square.values();
        int area = side * side;
        float[] pixels = new float[3 * area];
        for (int i = 0; i < area; i++) {
            for (int channel = 0; channel < 3; channel++) {
                pixels[3 * i + channel] = (values[channel * area + i] & 0xff) / 127.5f - 1;
            }
        }
        return FloatBuffer.wrap(pixels);
    }

    private void collect(
            List<Face> faces, OrtSession.Result result, String grid, int cells, int anchors, double leastScore)
            throws OrtException {
        FloatBuffer scores = values(result, "Identity" + grid + ":0");
        FloatBuffer boxes = values(result, grid.isEmpty() ? "Identity_2:0" : "Identity_3:0");
        double least = Math.log(leastScore / (1 - leastScore));
        for (int i = 0; i < cells * cells * anchors; i++) {
            if (scores.get(i) >= least) {
                int cell = i / anchors;
                double x = (cell % cells + 0.5) / cells * side;
                double y = (cell / cells + 0.5) / cells * side;
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
