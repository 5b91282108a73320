package io.likeness.trainer.engine;

import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.LikenessException;
import io.likeness.trainer.TrainerConfiguration;
import io.likeness.training.protocol.TrainingRequest;
import io.likeness.training.protocol.child.ChildCommand;
import io.likeness.training.protocol.child.ChildTraining;
import io.quarkus.runtime.configuration.MemorySize;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The engine in a child JVM, so that native memory, a crash or a leak of it never is this service's. */
@ApplicationScoped
public class ChildProcessEngine implements TrainingEngine {
    private static final Logger LOG = LoggerFactory.getLogger(ChildProcessEngine.class);
    private static final long MEBIBYTE = 1L << 20;
    private static final String LOG_FILE = "training.log";

    private final TrainerConfiguration configuration;

    public ChildProcessEngine(TrainerConfiguration configuration) {
        this.configuration = configuration;
    }

    @Override
    public TrainingSession start(TrainingRequest request) {
        Path log = Path.of(request.output()).resolve(LOG_FILE);
        return ChildSession.follow(ChildTraining.start(command(), request, log), log);
    }

    private ChildCommand command() {
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
