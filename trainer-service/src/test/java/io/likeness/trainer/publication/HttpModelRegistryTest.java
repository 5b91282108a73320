package io.likeness.trainer.publication;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.likeness.contracts.Digests;
import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.LikenessException;
import io.likeness.contracts.ObjectReference;
import io.likeness.contracts.model.ModelVersion;
import io.likeness.contracts.model.RegisterVersion;
import io.likeness.trainer.RegistryServer;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class HttpModelRegistryTest {
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
    private final HttpModelRegistry registry = registryAt(server.url());

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
        server.answer(409, "{\"code\":\"STATE_CONFLICT\",\"detail\":\"registered with other content\"}");
        LikenessException conflict = failure();
        assertEquals(ErrorCode.STATE_CONFLICT, conflict.code());
        assertTrue(String.valueOf(conflict.getMessage()).endsWith("registered with other content"), conflict::toString);
        server.answer(400, "no problem document");
        assertEquals(ErrorCode.TRAINING_FAILED, failure().code());
        server.answer(400, "{\"code\":\"REGISTRY_UNAVAILABLE\"}");
        assertEquals(ErrorCode.TRAINING_FAILED, failure().code(), "a refusal is not tried again for ever");
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

    static HttpModelRegistry registryAt(URI url) {
        return new HttpModelRegistry(new RegistryConfiguration() {
            @Override
            public URI url() {
                return url;
            }

            @Override
            public Duration timeout() {
                return Duration.ofSeconds(5);
            }
        });
    }
}
