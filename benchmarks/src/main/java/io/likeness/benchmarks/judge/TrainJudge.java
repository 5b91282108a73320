package io.likeness.benchmarks.judge;

import io.likeness.benchmarks.Faces;
import io.likeness.benchmarks.Options;
import io.likeness.benchmarks.Scratch;
import io.likeness.training.judge.Judge;
import io.likeness.training.judge.JudgeTraining;
import io.likeness.training.judge.LabelledFaces;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Trains the network that judges faces and prints how well it tells each attribute of people it has not seen.
 *
 * <p>Options: {@code --out FOLDER}, where {@code synthetic.onnx} or {@code celeba.onnx} is written; {@code --data ARCHIVE}, CelebA's images with
 * its text files beside (default: 16,000 drawn faces); {@code --epochs N} (default 20).
 */
public final class TrainJudge {
    public static final int DRAWN_FACES = 16_000;
    public static final int DEFAULT_EPOCHS = 20;
    private static final long SEED = 1;
    /** An attribute that fewer held-out faces have, or lack, cannot be measured. */
    private static final int FEWEST = 10;

    private TrainJudge() {}

    public static void main(String... arguments) throws IOException {
        Options options = Options.parse(List.of("--data", "--out", "--epochs"), arguments);
        Path folder = Files.createDirectories(options.path("--out")
                .orElseThrow(() -> new IllegalArgumentException("--out: expected a folder, found none")));
        Optional<Path> data = options.path("--data");
        String name = data.isPresent() ? "celeba" : "synthetic";
        PrintStream out = System.out;
        // SameDiff prints there while it builds a graph.
        System.setOut(new PrintStream(OutputStream.nullOutputStream()));
        Path file = folder.resolve(name + ".onnx");
        try (Scratch scratch = Scratch.create()) {
            out.println("Preparing faces ...");
            Faces faces = Faces.open(data, scratch.folder(), DRAWN_FACES);
            Files.write(file, train(faces, name, options.count("--epochs").orElse(DEFAULT_EPOCHS), out));
        }
        report(file, out);
        // ND4J's own threads would keep the process alive.
        Runtime.getRuntime().halt(0);
    }

    /**
     * The file of a judge that has learned from one half of the faces' people.
     *
     * @param name of the faces, for reports
     * @param out is told a line an epoch
     */
    public static byte[] train(Faces faces, String name, int epochs, PrintStream out) {
        LabelSink sink = new LabelSink();
        faces.importInto(sink);
        List<String> attributes = attributes(sink);
        LabelledFaces training = faces(attributes, sink.training());
        JudgeTraining judge = new JudgeTraining(name, training, faces(attributes, sink.heldOut()), SEED);
        out.printf(Locale.ROOT, "%d faces, %d attributes%n", training.count(), attributes.size());
        return judge.run(epochs, out::println);
    }

    private static void report(Path file, PrintStream out) throws IOException {
        try (Judge judge = Judge.load(file)) {
            out.printf(
                    Locale.ROOT,
                    "%nbalanced accuracy on %d held-out faces%n",
                    judge.card().heldOutFaces());
            judge.card()
                    .attributes()
                    .forEach(attribute ->
                            out.printf(Locale.ROOT, "%-22s %.3f%n", attribute.name(), attribute.balancedAccuracy()));
            out.printf(Locale.ROOT, "%nwrote %s, %d bytes%n", file, Files.size(file));
        }
    }

    private static List<String> attributes(LabelSink sink) {
        return new TreeSet<>(sink.training().labels().getFirst().keySet())
                .stream()
                        .filter(name -> measurable(name, sink.training().labels())
                                && measurable(name, sink.heldOut().labels()))
                        .toList();
    }

    private static boolean measurable(String name, List<Map<String, Double>> labels) {
        long having = labels.stream().filter(face -> present(name, face)).count();
        return having >= FEWEST && labels.size() - having >= FEWEST;
    }

    private static LabelledFaces faces(List<String> attributes, LabelSink.Part part) {
        boolean[][] present = new boolean[part.labels().size()][attributes.size()];
        for (int face = 0; face < present.length; face++) {
            for (int k = 0; k < attributes.size(); k++) {
                present[face][k] = present(attributes.get(k), part.labels().get(face));
            }
        }
        return new LabelledFaces(attributes, part.images(), present);
    }

    private static boolean present(String name, Map<String, Double> labels) {
        return labels.getOrDefault(name, -1.0) > 0;
    }
}
