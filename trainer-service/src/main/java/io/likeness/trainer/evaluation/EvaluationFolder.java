package io.likeness.trainer.evaluation;

import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.LikenessException;
import io.likeness.contracts.Require;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where evaluations put what they compare, a folder each. Belongs to one instance of the service. */
final class EvaluationFolder {
    private static final Logger LOG = LoggerFactory.getLogger(EvaluationFolder.class);

    private final Path root;

    EvaluationFolder(Path root) {
        this.root = root.toAbsolutePath();
    }

    /**
     * An empty folder.
     *
     * @throws LikenessException {@code CAPACITY_EXHAUSTED} if it cannot be made
     */
    Path create(String evaluationId) {
        Path folder = root.resolve(Require.name("evaluationId", evaluationId));
        delete(folder);
        try {
            return Files.createDirectories(folder);
        } catch (IOException e) {
            throw new LikenessException(
                    ErrorCode.CAPACITY_EXHAUSTED, "work folder: cannot create that of evaluation " + evaluationId, e);
        }
    }

    void clear() {
        delete(root);
    }

    /** What cannot be deleted now is deleted at the next start. */
    void delete(Path folder) {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> tree = Files.walk(folder)) {
            List<Path> deepestFirst = tree.sorted(Comparator.reverseOrder()).toList();
            for (Path path : deepestFirst) {
                Files.deleteIfExists(path);
            }
        } catch (IOException | UncheckedIOException e) {
            LOG.warn("work folder: cannot delete {}", folder, e);
        }
    }
}
