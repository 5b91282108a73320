package io.likeness.trainer.publication;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.likeness.contracts.Digests;
import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.LikenessException;
import io.likeness.contracts.ObjectReference;
import io.likeness.contracts.model.ModelVersion;
import io.likeness.contracts.model.RegisterVersion;
import io.likeness.registry.client.HttpRegistryClient;
import io.likeness.registry.client.RegistrySettings;
import io.likeness.trainer.RegistryServer;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RemoteModelRegistryTest {
    private static final String DIGEST = Digests.sha256(new byte[0]);
    private static final RegisterVersion REGISTRATION = new RegisterVersion(
            "faces",
            new ObjectReference("models", "t/manifest.json", DIGEST, 10, "application/json"),
            "dataset",
            DIGEST,
            DIGEST,
            "mean-squared-error",
            0.01,
            Map.of("validationMse", 0.01),
            "cause",
            null);

    private final RegistryServer server = RegistryServer.start(0);
    private final RemoteModelRegistry registry = registryAt(server.url());

    @AfterEach
    void stopServer() {
        server.close();
    }

    @Test
    void registersUnderTheTrainingAndReadsTheVersion() throws InterruptedException {
        ModelVersion version = registry.register("training-1", REGISTRATION);
        assertEquals(1, version.version());
        assertEquals("faces", version.name());
        assertEquals(REGISTRATION, server.registrations("training-1").getFirst());
    }

    @Test
    void triesLaterWhereTheRegistryIsAwayOrBroken() {
        server.answer(503, "{}");
        assertEquals(ErrorCode.REGISTRY_UNAVAILABLE, failure().code());
        server.answer(200, "<html>a proxy</html>");
        assertEquals(ErrorCode.REGISTRY_UNAVAILABLE, failure().code());
        server.close();
        assertEquals(ErrorCode.REGISTRY_UNAVAILABLE, failure().code());
        assertTrue(failure().retriable());
    }

    @Test
    void takesOverTheReasonOfARefusal() {
        server.refuse(409, "{\"code\":\"STATE_CONFLICT\",\"detail\":\"registered with other content\"}");
        LikenessException conflict = failure();
        assertEquals(ErrorCode.STATE_CONFLICT, conflict.code());
        assertTrue(String.valueOf(conflict.getMessage()).endsWith("registered with other content"), conflict::toString);
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 403, 404, 407, 421, 451, 500})
    void endsNoTrainingOnTheWordOfAProxy(int status) {
        server.answer(status, "<h1>no</h1>");
        assertEquals(ErrorCode.REGISTRY_UNAVAILABLE, failure().code());
        server.answer(status, "{\"code\":\"STATE_CONFLICT\"}");
        assertEquals(ErrorCode.REGISTRY_UNAVAILABLE, failure().code());
        server.refuse(status, "{\"code\":\"OF_A_PROXY\"}");
        assertEquals(ErrorCode.REGISTRY_UNAVAILABLE, failure().code());
    }

    @Test
    void anInterruptionEndsTheCallAsOne() {
        Thread.currentThread().interrupt();
        assertThrows(InterruptedException.class, () -> registry.register("training-1", REGISTRATION));
        assertFalse(Thread.currentThread().isInterrupted(), "thrown, so not left behind");
    }

    @Test
    void findsAVersionOfAModel() throws InterruptedException {
        ModelVersion published = server.publish("training-1", REGISTRATION);
        assertEquals(published, registry.requireVersion("faces", 1));
        LikenessException absent = assertThrows(LikenessException.class, () -> registry.requireVersion("faces", 2));
        assertEquals(ErrorCode.MODEL_NOT_FOUND, absent.code());
        server.answer(502, "{}");
        LikenessException away = assertThrows(LikenessException.class, () -> registry.requireVersion("faces", 1));
        assertEquals(ErrorCode.REGISTRY_UNAVAILABLE, away.code());
    }

    private LikenessException failure() {
        return assertThrows(LikenessException.class, () -> registry.register("training-1", REGISTRATION));
    }

    static RemoteModelRegistry registryAt(URI url) {
        return new RemoteModelRegistry(new HttpRegistryClient(new RegistrySettings(
                url, Duration.ofSeconds(1), Duration.ofSeconds(5), 2, Duration.ofMillis(10), 1 << 20)));
    }
}
