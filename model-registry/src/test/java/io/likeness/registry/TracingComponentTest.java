package io.likeness.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.likeness.contracts.model.ModelVersion;
import io.likeness.platform.store.ObjectStore;
import io.likeness.platform.trace.TraceContext;
import io.likeness.registry.client.HttpRegistryClient;
import io.likeness.registry.client.RegistrySettings;
import io.likeness.testkit.LikenessPlatformResource;
import io.likeness.testkit.LogRecords;
import io.likeness.testkit.MeterRules;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(value = LikenessPlatformResource.class, initArgs = @ResourceArg(name = "role", value = "registry"))
class TracingComponentTest {
    private static final String PARENT = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

    private final ObjectStore store = TestStore.open();
    private final String model = "model-" + UUID.randomUUID();
    private final URI service = URI.create(ConfigProvider.getConfig().getValue("test.url", String.class));

    @Test
    void everyEventOfARegistrationIsInTheTraceOfTheTrainingThatCalled() {
        TrainedVersion trained = TrainedVersion.store(store, model, model + "-a", 0.01);
        String correlationId = trained.request().correlationId();
        try (LogRecords log = LogRecords.open()) {
            ModelVersion version = new HttpRegistryClient(
                            new RegistrySettings(
                                    service,
                                    Duration.ofSeconds(1),
                                    Duration.ofSeconds(20),
                                    1,
                                    Duration.ofMillis(100),
                                    1 << 23),
                            () -> Map.of("X-Correlation-Id", correlationId, "traceparent", PARENT))
                    .register(trained.trainingId(), trained.request());
            assertEquals(1, version.version());
            assertTrue(
                    log.of(correlationId).stream()
                            .filter(line -> line.message().startsWith("gate decided"))
                            .allMatch(line -> "4bf92f3577b34da6a3ce929d0e0e4736"
                                    .equals(line.ids().get("traceId"))),
                    log.of(correlationId)::toString);
        }
        List<String> traces = ModelTopic.await(model, 3).stream()
                .map(record -> ModelTopic.decode(record).headers().traceparent())
                .map(header -> TraceContext.find(header).orElseThrow().traceId())
                .distinct()
                .toList();
        assertEquals(List.of("4bf92f3577b34da6a3ce929d0e0e4736"), traces);
    }

    @Test
    void showsTheMetersThatAreRecorded() throws InterruptedException {
        MeterRules.check(service);
    }
}
