package io.likeness.standalone.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class CommandsTest {
    @TempDir
    private Path home = Path.of("");

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "train | likeness train: Missing required parameter: 'DATASET'",
                "train faces --epochs many | likeness train: Invalid value for option '--epochs': 'many' is not an int",
                "generate --colour | likeness generate: Unknown option: '--colour'",
                "rollout | likeness rollout: expected list, watch, pause, resume, promote or back, found none",
                "rollout back faces | likeness rollout back: Missing required option: '--reason=<reason>'",
                "keys | likeness keys: expected create, list or revoke, found none",
                "models --url here | likeness models: --url: expected an address such as http://127.0.0.1:8080, found 'here'"
            })
    void saysHowItIsMisused(String words, String said) {
        assertEquals(Commands.MISUSED, run(words));
        assertEquals(said, err.toString(UTF_8).lines().findFirst().orElse(""));
        assertEquals("", out.toString(UTF_8));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "models --json",
                "models --url http://127.0.0.1:1",
                "watch",
                "jobs",
                "jobs cancel a",
                "rollout list faces",
                "keys list"
            })
    void endsWith3WhereNothingRuns(String words) {
        assertEquals(Commands.NOTHING_RUNS, run(words));
        assertEquals("", out.toString(UTF_8));
        assertEquals(1, err.toString(UTF_8).lines().count(), err::toString);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "upload",
                "train",
                "generate",
                "models",
                "datasets",
                "doctor",
                "jobs",
                "jobs cancel",
                "watch",
                "rollout list",
                "rollout watch",
                "rollout pause",
                "rollout resume",
                "rollout promote",
                "rollout back",
                "keys create",
                "keys list",
                "keys revoke"
            })
    void explainsEachCommand(String words) {
        assertEquals(0, run(words + " --help"));
        assertTrue(out.toString(UTF_8).startsWith("Usage: ./likeness " + words), out::toString);
    }

    @Test
    void takesCelebasListsAlongAndNothingElse() throws IOException {
        for (String name : new String[] {"img.zip", "list_attr_celeba.txt", "identity_CelebA.csv", "my-diary.txt"}) {
            Files.createFile(home.resolve(name));
        }
        assertEquals(
                java.util.List.of(home.resolve("identity_CelebA.csv"), home.resolve("list_attr_celeba.txt")),
                Companions.beside(home.resolve("img.zip")));
    }

    @ParameterizedTest
    @CsvSource({
        "img_align_celeba.zip, img_align_celeba",
        "My Photos.tar.gz, my-photos",
        "_.zip, faces",
    })
    void callsADatasetLikeItsFile(Path file, String name) {
        assertEquals(name, Companions.datasetName(file));
    }

    private int run(String words) {
        Surroundings surroundings = new Surroundings(
                new PrintStream(out, true, UTF_8), new PrintStream(err, true, UTF_8), 0, home, Map.of());
        return Commands.run(surroundings, words.split(" "));
    }
}
