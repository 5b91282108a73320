package io.likeness.generator.generation;

import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.LikenessException;
import io.likeness.generator.GeneratorConfiguration;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Local disk for results while they are drawn. Safe for threads. */
@ApplicationScoped
class WorkFolder {
    private static final Logger LOG = LoggerFactory.getLogger(WorkFolder.class);
    private static final String PREFIX = "generation-";
    private static final int BEFORE_JOBS = 1000;

    private final Path folder;

    WorkFolder(GeneratorConfiguration configuration) {
        this.folder = configuration.workFolder();
    }

    /** Deletes what an earlier process left behind, before anything is drawn. */
    void clear(@Observes @Priority(BEFORE_JOBS) StartupEvent event) {
        try {
            Files.createDirectories(folder);
            try (Stream<Path> left = Files.list(folder)) {
                left.filter(path -> path.toFile().getName().startsWith(PREFIX)).forEach(WorkFolder::delete);
            }
        } catch (IOException e) {
            throw unusable(e);
        }
    }

    /** A folder for one attempt, deleted when it is closed. */
    Space open() {
        try {
            return new Space(Files.createTempDirectory(Files.createDirectories(folder), PREFIX));
        } catch (IOException e) {
            throw unusable(e);
        }
    }

    /** One attempt's part of the disk. */
    record Space(Path folder) implements AutoCloseable {
        @Override
        public void close() {
            delete(folder);
        }
    }

    private static LikenessException unusable(IOException cause) {
        return new LikenessException(ErrorCode.CAPACITY_EXHAUSTED, "work folder: cannot be used: " + cause, cause);
    }

    private static void delete(Path attempt) {
        try (Stream<Path> files = Files.list(attempt)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
            Files.delete(attempt);
        } catch (IOException e) {
            LOG.warn("left on disk until the next start folder={} cause={}", attempt, String.valueOf(e));
        }
    }
}
