package io.likeness.standalone.supervisor;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** {@code down}: ends a running supervisor, which stops its children, and kills what a killed one left behind. */
record DownCommand(Path run) {

    private static final long PATIENCE_SECONDS = 60;

    int execute(Progress progress) {
        Optional<SystemState> state = SystemState.load(run);
        if (state.isEmpty()) {
            progress.line("Nothing runs.");
            return 0;
        }
        state.orElseThrow().supervisor().ifPresent(supervisor -> end(supervisor, progress));
        Leftovers.kill(run, progress);
        progress.line("Stopped.");
        return 0;
    }

    private static void end(ProcessHandle supervisor, Progress progress) {
        supervisor.destroy();
        supervisor
                .onExit()
                .completeOnTimeout(supervisor, PATIENCE_SECONDS, TimeUnit.SECONDS)
                .join();
        if (supervisor.isAlive()) {
            progress.step("the supervisor did not stop within " + PATIENCE_SECONDS + " s and is killed");
            supervisor.destroyForcibly();
            supervisor.onExit().join();
        }
    }
}
