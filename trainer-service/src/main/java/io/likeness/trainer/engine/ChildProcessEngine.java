package io.likeness.trainer.engine;

import io.likeness.training.protocol.TrainingRequest;
import io.likeness.training.protocol.child.ChildTraining;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.file.Path;

/** The engine in a child JVM, so that native memory, a crash or a leak of it never is this service's. */
@ApplicationScoped
public class ChildProcessEngine implements TrainingEngine {
    private static final String LOG_FILE = "training.log";

    private final EngineCommand command;

    public ChildProcessEngine(EngineCommand command) {
        this.command = command;
    }

    @Override
    public TrainingSession start(TrainingRequest request) {
        Path log = Path.of(request.output()).resolve(LOG_FILE);
        return ChildSession.follow(ChildTraining.start(command.get(), request, log), log);
    }
}
