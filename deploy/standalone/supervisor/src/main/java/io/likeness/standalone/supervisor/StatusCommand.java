package io.likeness.standalone.supervisor;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/** {@code status}: what runs, since when, and where. */
record StatusCommand(Path run) {

    private static final int NOTHING_RUNS = 3;

    int execute(Progress progress) {
        Optional<SystemState> state =
                SystemState.load(run).filter(known -> known.supervisor().isPresent());
        if (state.isEmpty()) {
            progress.line("Nothing runs.");
            return NOTHING_RUNS;
        }
        SystemState system = state.orElseThrow();
        progress.line("Likeness runs at http://127.0.0.1:" + system.port() + " (process " + system.pid() + ", data: "
                + system.dataFolder() + ")");
        system.children().forEach(child -> progress.line(describe(child)));
        return 0;
    }

    private static String describe(ChildState child) {
        if (child.process().isEmpty()) {
            return String.format(Locale.ROOT, "  %-20s restarting", child.name());
        }
        Duration age = Duration.between(child.started(), Instant.now());
        return String.format(
                Locale.ROOT,
                "  %-20s process %-8d up %d:%02d:%02d, restarts %d",
                child.name(),
                child.pid(),
                age.toHours(),
                age.toMinutesPart(),
                age.toSecondsPart(),
                child.restarts());
    }
}
