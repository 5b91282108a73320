package io.likeness.standalone.supervisor;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** What a killed supervisor left behind, known by process id and start time. */
final class Leftovers {

    private static final long PATIENCE_SECONDS = 10;

    private Leftovers() {}

    /** Kills the children of a supervisor that is gone, with their own children, and forgets them. */
    static void kill(Path runFolder, Progress progress) {
        Optional<SystemState> state = SystemState.load(runFolder);
        if (state.isEmpty()) {
            return;
        }
        for (ChildState child : state.orElseThrow().children()) {
            child.process().ifPresent(process -> {
                kill(process);
                progress.step(child.name() + " (process " + child.pid() + ") was left over and has been killed");
            });
        }
        SystemState.delete(runFolder);
    }

    private static void kill(ProcessHandle process) {
        List<ProcessHandle> family =
                Stream.concat(process.descendants(), Stream.of(process)).toList();
        family.forEach(ProcessHandle::destroyForcibly);
        family.forEach(member -> member.onExit()
                .completeOnTimeout(member, PATIENCE_SECONDS, TimeUnit.SECONDS)
                .join());
    }
}
