package io.likeness.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.likeness.contracts.model.ModelVersion;
import java.util.UUID;
import org.junit.jupiter.api.Test;

final class RegistryRestartComponentTest {

    @Test
    void findsAndAnnouncesAfterAKillWhatItHadAccepted() throws Exception {
        String model = "model-" + UUID.randomUUID();
        TrainedVersion trained = TrainedVersion.store(TestStore.open(), model, model + "-a", 0.01);
        ModelVersion version;
        try (RegistryProcess registry = RegistryProcess.start()) {
            version = registry.caller().register(trained).version();
        }
        try (RegistryProcess registry = RegistryProcess.start()) {
            assertEquals(
                    version,
                    registry.caller().get("/v1/models/" + model + "/versions/1").version());
            assertEquals(200, registry.caller().register(trained).status());
            assertEquals(
                    3,
                    ModelTopic.payloads(ModelTopic.await(model, 3)).stream()
                            .distinct()
                            .count());
        }
    }
}
