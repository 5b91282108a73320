package io.likeness.client;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.likeness.client.ProblemException.Violation;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LikenessClientTest {
    @TempDir
    private Path folder = Path.of("");

    private final SmallGateway gateway = start();
    private final LikenessClient client = LikenessClient.of(gateway.address(), Optional.of("lk_a_b"));
    private Path archive = Path.of("");

    @BeforeEach
    void writeArchive() throws IOException {
        archive = Files.write(folder.resolve("a.zip"), gateway.file);
    }

    @AfterEach
    void stop() {
        client.close();
        gateway.close();
    }

    @Test
    void sendsTheKeyAndReadsWhatItKnows() {
        Answer<Model.Summary[]> models = client.send(Calls.MODELS.of());
        assertEquals("Bearer lk_a_b", models.value()[0].name());
        assertEquals("Bearer lk_a_b", models.document().at("/0/name").asText());
    }

    @Test
    void tellsAllThatIsWrong() {
        ProblemException problem =
                assertThrows(ProblemException.class, () -> client.send(Calls.GENERATION.of("a b/c")));
        assertEquals(List.of("GET /v1/generations/a%20b%2Fc"), gateway.requests);
        assertEquals("INVALID_REQUEST", problem.problem().code());
        assertEquals(
                List.of(
                        new Violation("count", "expected 1 to 1000, found 0"),
                        new Violation("seed", "expected an integer, found 'a'")),
                problem.problem().violations());
    }

    @Test
    void goesOnWithAnUploadWhoseConnectionsBreak() {
        gateway.breakOff(2);
        List<Long> told = new ArrayList<>();
        Upload upload = client.upload(archive, null, new UploadMemory(folder.resolve("memory")), told::add);
        assertEquals("u-1", upload.id());
        assertArrayEquals(gateway.file, gateway.uploaded());
        assertEquals(100_000L, told.getLast());
        assertTrue(told.containsAll(List.of(0L, 1000L, 2000L)), told::toString);
    }

    @Test
    void goesOnWithWhatAnotherProcessBegan() throws IOException {
        UploadMemory memory = new UploadMemory(folder.resolve("memory"));
        client.upload(archive, null, memory, sent -> {});
        memory.remember(gateway.address(), archive, null, "u-1");
        gateway.requests.clear();
        client.upload(archive, null, memory, sent -> {});
        assertFalse(gateway.requests.contains("POST /v1/uploads"), gateway.requests::toString);
        assertEquals(Optional.empty(), memory.find(gateway.address(), archive, null));
    }

    @Test
    void beginsAnewWhereTheGatewayForgotTheUpload() throws IOException {
        UploadMemory memory = new UploadMemory(folder.resolve("memory"));
        memory.remember(gateway.address(), archive, null, "u-1");
        gateway.forgetUpload();
        client.upload(archive, null, memory, sent -> {});
        assertArrayEquals(gateway.file, gateway.uploaded());
    }

    @Test
    void goesOnWithADownloadWhoseConnectionsBreak() throws IOException {
        gateway.breakOff(3);
        client.download(Calls.IMAGES.of("g-1"), folder.resolve("faces.zip"));
        assertArrayEquals(gateway.file, Files.readAllBytes(folder.resolve("faces.zip")));
        assertFalse(Files.exists(folder.resolve("faces.zip.part")));
        assertEquals(4, gateway.requests.size());
    }

    @Test
    void waitsForAJobOverStreamsThatBreak() {
        List<String> seen = new ArrayList<>();
        Answer<Generation> ended = client.await(
                JobKind.GENERATION, "g-1", answer -> seen.add(answer.value().status()));
        assertEquals("succeeded", ended.value().status());
        assertEquals(List.of("running", "running", "succeeded"), seen);
    }

    @Test
    void saysWhereNobodyListens() {
        URI nowhere = gateway.address();
        gateway.close();
        UnreachableException failure = assertThrows(UnreachableException.class, () -> client.send(Calls.MODELS.of()));
        assertEquals("no answer from " + nowhere + ": nobody listens there", failure.getMessage());
    }

    private static SmallGateway start() {
        try {
            return new SmallGateway();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
