package io.likeness.trainer.engine;

import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.LikenessException;
import io.likeness.trainer.TrainerConfiguration;
import io.likeness.training.protocol.child.ChildCommand;
import io.quarkus.runtime.configuration.MemorySize;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How the engine's child JVMs are started here. Safe for threads. */
@ApplicationScoped
public class EngineCommand {
    private static final Logger LOG = LoggerFactory.getLogger(EngineCommand.class);
    private static final long MEBIBYTE = 1L << 20;

    private final TrainerConfiguration configuration;

    public EngineCommand(TrainerConfiguration configuration) {
        this.configuration = configuration;
    }

    /** @throws LikenessException {@code TRAINING_FAILED} if the engine is not there, {@code CAPACITY_EXHAUSTED} if the work folder cannot be written */
    public ChildCommand get() {
        Path engine = configuration.engineFolder();
        if (!Files.isDirectory(engine)) {
            LOG.error("no folder {}", engine.toAbsolutePath());
            throw new LikenessException(
                    ErrorCode.TRAINING_FAILED,
                    "likeness.trainer.engine-folder: expected the folder of the engine's jars, found no folder");
        }
        return new ChildCommand(
                configuration.javaHome().orElseGet(() -> Path.of(System.getProperty("java.home"))),
                engine.toAbsolutePath().resolve("*").toString(),
                mebibytes(configuration.childHeap()),
                mebibytes(configuration.childOffHeap()),
                nativeCache());
    }

    private Path nativeCache() {
        Path folder = configuration.workFolder().resolve("natives").toAbsolutePath();
        try {
            return Files.createDirectories(folder);
        } catch (IOException e) {
            LOG.warn("cannot create {}", folder, e);
            throw new LikenessException(
                    ErrorCode.CAPACITY_EXHAUSTED, "work folder: cannot create " + folder.getFileName(), e);
        }
    }

    private static int mebibytes(MemorySize size) {
        return Math.toIntExact(size.asLongValue() / MEBIBYTE);
    }
}
