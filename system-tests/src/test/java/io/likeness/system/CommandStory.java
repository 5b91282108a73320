package io.likeness.system;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.likeness.contracts.Json;
import io.likeness.system.StartedSystem.Spoken;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The launcher's commands on a system with a model: for scripts, one JSON document and nothing else on standard output. */
record CommandStory(StartedSystem system, String model, byte[] firstFace) {
    void tell() throws Exception {
        Path folder = Files.createTempDirectory(Path.of("target"), "commands").toAbsolutePath();
        archiveBecomesDataset(folder);
        facesAreWritten(folder);
        trainingIsBegunFollowedAndEnded();
        refusalsAreToldWhole();
        assertEquals(0, system.command("models", model).code());
        assertEquals(1, system.command("rollout", "watch", "no-such-model").code());
    }

    private void archiveBecomesDataset(Path folder) throws IOException, InterruptedException {
        Path archive = Files.write(folder.resolve("few.zip"), Archives.faces(60, 5));
        Path more = Files.write(folder.resolve("more.zip"), Archives.plain(20, 6));
        JsonNode dataset =
                json("upload", archive.toString(), more.toString(), "--name", "commanded", "--side", "32", "--json");
        assertEquals("sealed", dataset.path("status").asText(), dataset::toString);
        assertEquals(80, dataset.path("progress").path("entries").asInt(), "of both archives");
        JsonNode examined = json("doctor", "commanded", "--json");
        assertEquals(dataset.path("id"), examined.path("datasetId"), examined::toString);
        JsonNode listed = json("datasets", "commanded", "--json");
        assertEquals(dataset.path("id"), listed.path(0).path("id"));
    }

    /** The same faces as by the API. */
    private void facesAreWritten(Path folder) throws IOException, InterruptedException {
        JsonNode drawn =
                json("generate", model + ":1", "--count", "2", "--seed", "7", "--out", folder.toString(), "--json");
        assertEquals("succeeded", drawn.path("status").asText());
        assertArrayEquals(firstFace, Files.readAllBytes(folder.resolve("0.png")));
        assertTrue(Files.exists(folder.resolve("1.png")));
    }

    private void trainingIsBegunFollowedAndEnded() throws IOException, InterruptedException {
        JsonNode begun = json("train", "commanded", "--epochs", "9999", "--detach", "--json");
        String id = begun.path("id").asText();
        assertEquals(id, json("jobs", "cancel", id, "--json").path("id").asText());
        Spoken watched = system.command("watch", id);
        assertEquals(1, watched.code(), watched::toString);
        assertTrue(
                watched.err().contains("likeness watch: the training " + id + " ended as canceled"), watched::toString);
    }

    private void refusalsAreToldWhole() throws IOException, InterruptedException {
        Spoken refused = system.command("generate", model, "--count", "0", "--seed", "-1", "--json");
        assertEquals(1, refused.code(), refused::toString);
        assertEquals("", refused.out());
        assertTrue(
                refused.err()
                        .contains("likeness generate: 2 things are wrong:\n"
                                + "  count: expected 1 to 1000, found 0\n"
                                + "  seed: expected 0 to 9007199254740991, found -1"),
                refused::toString);
    }

    private JsonNode json(String... words) throws IOException, InterruptedException {
        Spoken spoken = system.command(words);
        assertEquals(0, spoken.code(), spoken::toString);
        return Json.tree(spoken.out().getBytes(UTF_8));
    }
}
