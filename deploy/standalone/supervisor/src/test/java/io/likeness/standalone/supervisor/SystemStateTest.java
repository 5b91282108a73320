package io.likeness.standalone.supervisor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.likeness.standalone.servers.ServerFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SystemStateTest {

    private static final Instant STARTED =
            ProcessHandle.current().info().startInstant().orElseThrow();
    private static final long SELF = ProcessHandle.current().pid();

    @TempDir
    Path run;

    @Test
    void survivesItsFile() {
        SystemState state = new SystemState(
                SELF, STARTED, 8080, "/data with space", List.of(new ChildState("kafka", 42, STARTED, 3)));
        state.save(run);
        assertEquals(Optional.of(state), SystemState.load(run));
        SystemState.delete(run);
        assertEquals(Optional.empty(), SystemState.load(run));
    }

    @Test
    void knowsAProcessByItsIdAndStartTime() {
        assertEquals(
                SELF,
                new ChildState("self", SELF, STARTED, 0).process().orElseThrow().pid());
        assertEquals(Optional.empty(), new ChildState("other", SELF, STARTED.minusSeconds(60), 0).process());
    }

    @Test
    void namesABrokenFile() throws IOException {
        Files.writeString(run.resolve("supervisor.json"), "{");
        assertTrue(assertThrows(ServerFailure.class, () -> SystemState.load(run))
                .toString()
                .contains("supervisor.json is broken"));
    }
}
