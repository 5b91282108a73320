package io.likeness.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.LikenessException;
import io.likeness.contracts.model.ModelHistory;
import io.likeness.contracts.model.ModelName;
import io.likeness.contracts.model.ModelSummary;
import io.likeness.contracts.model.ModelVersion;
import io.likeness.contracts.model.VersionRef;
import io.likeness.platform.store.ObjectStore;
import io.likeness.registry.client.HttpRegistryClient;
import io.likeness.registry.client.RegistryClient;
import io.likeness.registry.client.RegistrySettings;
import io.likeness.testkit.LikenessPlatformResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;

/** The client that the other services carry, and the registry, understand each other. */
@QuarkusTest
@WithTestResource(value = LikenessPlatformResource.class, initArgs = @ResourceArg(name = "role", value = "registry"))
class ClientComponentTest {
    private final ObjectStore store = TestStore.open();
    private final ModelName model = new ModelName("model-" + UUID.randomUUID());
    private final RegistryClient client = new HttpRegistryClient(new RegistrySettings(
            URI.create(ConfigProvider.getConfig().getValue("test.url", String.class)),
            Duration.ofSeconds(1),
            Duration.ofSeconds(20),
            1,
            Duration.ofMillis(100),
            1 << 23));

    @Test
    void aChampionIsAskedForByItsModel() {
        assertEquals(Optional.empty(), client.findChampion(model));
        ModelVersion first = register("first", 0.010);
        assertEquals(Optional.of(first), client.findChampion(model));
        ModelVersion worse = register("worse", 0.011);
        assertEquals(Optional.of(first), client.findChampion(model));
        ModelVersion better = register("better", 0.009);
        assertEquals(Optional.of(better), client.findChampion(model));
        assertEquals(Optional.of(worse), client.findVersion(new VersionRef(model, 2)));
        assertTrue(client.fetchChampions().contains(better));
        assertTrue(client.fetchModels().contains(new ModelSummary(model.value(), 3, better, null)));
        ModelHistory history = client.findModel(model).orElseThrow();
        assertEquals(better, history.champion());
        assertEquals(3, history.versions().size());
    }

    @Test
    void whatIsNotThereIsAbsent() {
        assertEquals(Optional.empty(), client.findModel(model));
        assertEquals(Optional.empty(), client.findVersion(new VersionRef(model, 1)));
    }

    @Test
    void aRefusalKeepsItsCode() {
        TrainedVersion trained = trained("first", 0.010);
        client.register(trained.trainingId(), trained.request());
        TrainedVersion other = trained.measured(TrainedVersion.VALIDATION_SET, TrainedVersion.MEASURE, 0.02);
        LikenessException refusal =
                assertThrows(LikenessException.class, () -> client.register(other.trainingId(), other.request()));
        assertEquals(ErrorCode.STATE_CONFLICT, refusal.code());
    }

    private ModelVersion register(String name, double loss) {
        TrainedVersion trained = trained(name, loss);
        ModelVersion registered = client.register(trained.trainingId(), trained.request());
        TestEvaluator.answer(() -> client.findModel(model).orElseThrow(), client);
        return registered;
    }

    private TrainedVersion trained(String name, double loss) {
        return TrainedVersion.store(store, model.value(), model + "-" + name, loss);
    }
}
