package io.likeness.system;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code ./likeness} does with words that it does not know, in a home of its own where nothing runs. */
final class LauncherTest {
    private static final String LAUNCHER =
            Path.of(System.getProperty("likeness.root")).resolve("likeness").toString();

    @TempDir
    private Path home;

    private Path photo;

    @BeforeEach
    void keepSomething() throws IOException {
        photo = home.resolve("data").resolve("photo.jpg");
        Files.createDirectories(home.resolve("data"));
        Files.writeString(photo, "of somebody");
    }

    @ParameterizedTest
    @ValueSource(strings = {"reset --help", "reset -y all", "reset", "down gateway", "status --json", "logs kafka -n"})
    void whatIsNotUnderstoodChangesNothing(String words) throws IOException, InterruptedException {
        Answer answer = launch(words);
        assertEquals(1, answer.code(), answer.output());
        assertTrue(answer.output().contains("expected "), answer.output());
        assertTrue(answer.output().contains("found "), answer.output());
        assertTrue(Files.exists(photo), answer.output());
    }

    @ParameterizedTest
    @ValueSource(strings = {"models", "status", "rollout watch people", "generate --count 2"})
    void endsWith3WhereNothingRuns(String words) throws IOException, InterruptedException {
        assertEquals(3, launch(words).code());
    }

    @Test
    void resetDeletesWhenToldThatItMay() throws IOException, InterruptedException {
        Answer answer = launch("reset -y");
        assertEquals(0, answer.code(), answer.output());
        assertTrue(Files.notExists(photo), answer.output());
    }

    private record Answer(int code, String output) {}

    private Answer launch(String words) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(LAUNCHER));
        command.addAll(List.of(words.split(" ")));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("LIKENESS_HOME", home.toString());
        Process process = builder.start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        return new Answer(process.waitFor(), output);
    }
}
