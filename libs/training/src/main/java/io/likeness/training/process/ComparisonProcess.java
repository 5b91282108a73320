package io.likeness.training.process;

import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.Failure;
import io.likeness.contracts.Json;
import io.likeness.contracts.LikenessException;
import io.likeness.imaging.TensorShape;
import io.likeness.training.comparison.FaceModel;
import io.likeness.training.comparison.LabelledFace;
import io.likeness.training.comparison.RealFaces;
import io.likeness.training.comparison.VersionComparison;
import io.likeness.training.judge.Judge;
import io.likeness.training.protocol.ComparisonRequest;
import io.likeness.training.protocol.ComparisonUpdate;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/**
 * Main class of a child that compares two versions. The first line of standard input is a {@link ComparisonRequest}; standard output carries one line, a
 * {@link ComparisonUpdate}. When standard input ends, the parent is gone, and the process ends at once.
 */
public final class ComparisonProcess {
    private static final int UNREPORTED = 1;
    private static final int PARENT_GONE = 3;

    private ComparisonProcess() {}

    public static void main(String[] arguments) throws IOException {
        PrintStream answer = System.out;
        System.setOut(System.err);
        BufferedReader orders = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        String request = orders.readLine();
        if (request != null) {
            Thread.ofPlatform().name("comparison").start(() -> answer(request, answer));
        }
        awaitEnd(orders);
    }

    private static void awaitEnd(BufferedReader orders) throws IOException {
        try {
            while (orders.readLine() != null) {
                System.err.println("a comparison takes no further orders");
            }
        } finally {
            Runtime.getRuntime().halt(PARENT_GONE);
        }
    }

    /** Halts whatever happens: the pipe of orders is still being read. */
    private static void answer(String request, PrintStream answer) {
        int exit = UNREPORTED;
        try {
            byte[] json = Json.encode(outcome(request));
            answer.write(json, 0, json.length);
            answer.write('\n');
            answer.flush();
            exit = 0;
        } finally {
            Runtime.getRuntime().halt(exit);
        }
    }

    /** Whatever goes wrong, the parent learns it as a failure; its log carries what only a developer reads. */
    private static ComparisonUpdate outcome(String request) {
        try {
            return compared(Json.decode(request.getBytes(StandardCharsets.UTF_8), ComparisonRequest.class));
        } catch (LikenessException e) {
            if (e.getCause() != null) {
                e.printStackTrace();
            }
            return new ComparisonUpdate.Failed(Failure.of(e));
        } catch (Throwable e) {
            e.printStackTrace();
            return new ComparisonUpdate.Failed(
                    new Failure(ErrorCode.TRAINING_FAILED, "an unexpected error in the comparing process", true));
        }
    }

    private static ComparisonUpdate compared(ComparisonRequest request) {
        List<LabelledFace> faces = RealFaces.read(request.sets());
        if (faces.size() < VersionComparison.FEWEST) {
            throw new LikenessException(
                    ErrorCode.DATASET_UNUSABLE,
                    "datasets: expected at least %d held-out faces, found %d"
                            .formatted(VersionComparison.FEWEST, faces.size()));
        }
        try (Judge judge = request.judge() == null ? Judge.bundled() : Judge.load(Path.of(request.judge()));
                FaceModel candidate = open(request.candidate());
                FaceModel champion = open(request.champion())) {
            return new ComparisonUpdate.Compared(new VersionComparison(judge).compare(faces, candidate, champion));
        }
    }

    private static FaceModel open(ComparisonRequest.Version version) {
        return new FaceModel(
                Path.of(version.folder()), new TensorShape(version.channels(), version.side()), version.conditions());
    }
}
