package io.likeness.standalone.supervisor;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.likeness.standalone.servers.ChildProcess;
import io.likeness.standalone.servers.ChildSpecification;
import io.likeness.standalone.servers.Readiness;
import io.likeness.standalone.servers.ServerFailure;
import io.likeness.standalone.supervisor.Deployment.Tier;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SupervisionTest {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final String SERVES = "echo READY; read -r end";

    @TempDir
    Path folder;

    private final ByteArrayOutputStream output = new ByteArrayOutputStream();
    private volatile List<ChildState> children = List.of();
    private final Supervision supervision = new Supervision(
            new Progress(new PrintStream(output, true, StandardCharsets.UTF_8)), states -> children = states);

    @AfterEach
    void stop() {
        supervision.stop();
    }

    @Test
    void startsATierWhenTheFormerOneServesAndStopsInReverse() {
        supervision.start(new Deployment(List.of(tier(child("first", SERVES)), tier(child("second", SERVES)))));
        List<ChildState> running = children;
        assertEquals(
                List.of("first", "second"),
                running.stream().map(ChildState::name).toList());
        supervision.stop();
        String lines = output.toString(StandardCharsets.UTF_8);
        assertTrue(lines.indexOf("first is ready") < lines.indexOf("second is ready"), lines);
        assertTrue(lines.indexOf("second has stopped") < lines.indexOf("first has stopped"), lines);
        running.forEach(child -> assertTrue(child.process().isEmpty(), child.name()));
    }

    @Test
    void namesAChildThatEndsWhileItStartsWithItsLastWords() {
        ServerFailure failure = assertThrows(
                ServerFailure.class,
                () -> supervision.start(new Deployment(
                        List.of(tier(child("sibling", "read -r end"), child("broken", "echo no such disk; exit 3"))))));
        assertEquals(
                "broken ended with exit code 3: no such disk; its log: " + folder.resolve("broken.log"),
                failure.getMessage());
    }

    @Test
    void restartsADeadChild() {
        supervision.start(new Deployment(List.of(tier(child("mortal", SERVES)))));
        long first = children.getFirst().pid();
        ProcessHandle.of(first).orElseThrow().destroyForcibly();
        await().atMost(PATIENCE).until(() -> children.getFirst().restarts() == 1);
        assertFalse(children.getFirst().pid() == first);
        assertTrue(output.toString(StandardCharsets.UTF_8).contains("mortal ended with exit code 137"));
    }

    @Test
    void killsAChildThatDoesNotStopInTime() {
        ChildProcess stubborn =
                ChildProcess.start(child("stubborn", "trap '' TERM; echo READY; while :; do sleep 0.1; done"));
        stubborn.awaitReady(PATIENCE);
        stubborn.stop(Duration.ofMillis(300));
        assertFalse(stubborn.isAlive());
    }

    @Test
    void keepsTheLaunchersVariablesFromAChild() {
        ChildSpecification specification = new ChildSpecification(
                "variables",
                List.of("sh", "-c", "env | grep -c -E '^(LIKENESS|QUARKUS)_'; echo READY"),
                Map.of("LIKENESS_STORE_ENDPOINT", "http://127.0.0.1:1"),
                folder.resolve("variables.log"),
                Readiness.whenLogContains("1\nREADY"));
        try (ChildProcess child = ChildProcess.start(specification)) {
            child.onExit().join();
            assertTrue(specification.readiness().holds(specification.log()));
        }
    }

    @Test
    void leavesNothingOfAKilledChildInItsTemporaryFolder() {
        Path temporary = folder.resolve("temporary");
        String unpack = "test ! -e " + temporary + "/unpacked && mkdir " + temporary + "/unpacked && touch " + temporary
                + "/unpacked/library && echo READY; sleep 60";
        ChildSpecification specification = new ChildSpecification(
                "unpacking",
                List.of("sh", "-c", unpack),
                Map.of(),
                folder.resolve("unpacking.log"),
                Readiness.whenLogContains("READY"),
                temporary);
        for (int start = 0; start < 2; start++) {
            ChildProcess child = ChildProcess.start(specification);
            child.awaitReady(PATIENCE);
            child.kill();
            assertTrue(Files.exists(temporary.resolve("unpacked").resolve("library")));
        }
    }

    private Tier tier(ChildSpecification... children) {
        return new Tier(List.of(children), PATIENCE, () -> {});
    }

    private ChildSpecification child(String name, String script) {
        return new ChildSpecification(
                name,
                List.of("sh", "-c", script),
                Map.of(),
                folder.resolve(name + ".log"),
                Readiness.whenLogContains("READY"));
    }
}
