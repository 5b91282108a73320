package io.likeness.trainer.run;

import io.likeness.contracts.Digests;
import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.Json;
import io.likeness.contracts.LikenessException;
import io.likeness.contracts.Require;
import io.likeness.trainer.TrainerConfiguration;
import io.likeness.trainer.publication.TrainedModel;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where runs write, {@code runs/<training>/<fence>}: no two runners ever share a folder. A trained model is kept there until its
 * training has ended, so that a store or registry that is away costs no training. Safe for threads.
 */
@ApplicationScoped
public class RunFolders {
    private static final Logger LOG = LoggerFactory.getLogger(RunFolders.class);
    private static final String TRAINED = "trained.json";

    private final Path root;

    public RunFolders(TrainerConfiguration configuration) {
        this.root = configuration.workFolder().resolve("runs");
    }

    /** A trained model and where its artifacts are. */
    record Kept(TrainedModel model, Path folder) {}

    /** Deletes what earlier runs of the training left and gives an empty folder. */
    Path create(String trainingId, long fence) {
        return io("create", trainingId, () -> {
            deleteTree(folder(trainingId));
            return Files.createDirectories(folder(trainingId).resolve(Long.toString(fence)));
        });
    }

    /** Says that all of the model's artifacts lie in the folder. */
    void keep(Path folder, TrainedModel model) {
        io("write", TRAINED, () -> {
            Path written = Files.write(folder.resolve(TRAINED + ".part"), Json.encode(model));
            return Files.move(written, folder.resolve(TRAINED), StandardCopyOption.ATOMIC_MOVE);
        });
    }

    /** The model that an earlier run of the training kept, if all of it is there and unchanged. */
    Optional<Kept> findKept(String trainingId) {
        return io("read", trainingId, () -> {
            for (Path run : list(folder(trainingId))) {
                Path trained = run.resolve(TRAINED);
                if (Files.isRegularFile(trained)) {
                    TrainedModel model = Json.decode(Files.readAllBytes(trained), TrainedModel.class);
                    if (unchanged(run, model)) {
                        return Optional.of(new Kept(model, run));
                    }
                }
            }
            return Optional.empty();
        });
    }

    /** The trainings that have a folder. */
    List<String> trainings() {
        return io(
                "list",
                "runs",
                () -> list(root).stream()
                        .map(folder -> folder.getFileName().toString())
                        .toList());
    }

    void delete(String trainingId) {
        io("delete", trainingId, () -> {
            deleteTree(folder(trainingId));
            return trainingId;
        });
    }

    private Path folder(String trainingId) {
        return root.resolve(Require.name("trainingId", trainingId));
    }

    private static boolean unchanged(Path folder, TrainedModel model) throws IOException {
        for (Map.Entry<String, String> artifact : model.artifacts().entrySet()) {
            Path file = folder.resolve(artifact.getKey());
            if (!Files.isRegularFile(file) || !Digests.sha256(file).equals(artifact.getValue())) {
                return false;
            }
        }
        return true;
    }

    private static List<Path> list(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.toList();
        }
    }

    private static void deleteTree(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> tree = Files.walk(folder)) {
            for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }

    private interface DiskWork<T> {
        T run() throws IOException;
    }

    private static <T> T io(String verb, String what, DiskWork<T> work) {
        try {
            return work.run();
        } catch (IOException | UncheckedIOException e) {
            LOG.warn("work folder: cannot {} {}", verb, what, e);
            throw new LikenessException(ErrorCode.CAPACITY_EXHAUSTED, "work folder: cannot " + verb + " " + what, e);
        }
    }
}
