package io.likeness.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.LikenessException;
import io.likeness.contracts.Payload;
import io.likeness.contracts.model.GateDecided;
import io.likeness.contracts.model.ModelHistory;
import io.likeness.contracts.model.ModelName;
import io.likeness.contracts.model.ModelPromoted;
import io.likeness.contracts.model.ModelRegistered;
import io.likeness.contracts.model.ModelVersion;
import io.likeness.contracts.model.ParentVersion;
import io.likeness.contracts.model.VersionDeleted;
import io.likeness.contracts.model.VersionRef;
import io.likeness.contracts.model.VersionRemoval;
import io.likeness.platform.store.Bucket;
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
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** Versions that somebody deletes. */
@QuarkusTest
@WithTestResource(value = LikenessPlatformResource.class, initArgs = @ResourceArg(name = "role", value = "registry"))
class DeletionComponentTest {
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final ObjectStore store = TestStore.open();
    private final ModelName model = new ModelName("model-" + UUID.randomUUID());
    private final RegistryClient registry = new HttpRegistryClient(new RegistrySettings(
            URI.create(ConfigProvider.getConfig().getValue("test.url", String.class)),
            Duration.ofSeconds(1),
            Duration.ofSeconds(20),
            1,
            Duration.ofMillis(100),
            1 << 23));

    @Test
    void aChampionLeavesToTheOneThatItHadBeaten() {
        register("first", 0.010);
        register("second", 0.009);
        register("worse", 0.011);
        register("fourth", 0.008);

        Optional<VersionRemoval> removal = delete(4);
        ModelVersion second = registry.findChampion(model).orElseThrow();
        assertEquals(2, second.version());
        assertEquals(Optional.of(new VersionRemoval(model.value(), 4, second)), removal);
        List<? extends Payload> told = ModelTopic.payloads(ModelTopic.await(model.value(), 13));
        assertEquals(
                List.of(new VersionDeleted(model.value(), 4), new ModelPromoted(model.value(), second, 4)),
                told.subList(11, 13));
        ModelHistory history = registry.findModel(model).orElseThrow();
        assertEquals(
                List.of(3, 2, 1),
                history.versions().stream().map(ModelVersion::version).toList());
        assertEquals(second, history.champion());
    }

    @Test
    void theLastVersionLeavesToNone() {
        register("only", 0.010);
        assertEquals(Optional.of(new VersionRemoval(model.value(), 1, null)), delete(1));
        assertEquals(Optional.empty(), registry.findChampion(model));
        assertEquals(Optional.empty(), registry.findModel(model));
        assertTrue(registry.fetchModels().stream()
                .noneMatch(summary -> summary.name().equals(model.value())));
    }

    @Test
    void whatIsNoChampionLeavesTheChampionInPlace() {
        ModelVersion first = register("first", 0.010);
        register("worse", 0.011);
        assertEquals(Optional.of(new VersionRemoval(model.value(), 2, first)), delete(2));
        List<? extends Payload> told = ModelTopic.payloads(ModelTopic.await(model.value(), 6));
        assertEquals(
                List.of(
                        ModelRegistered.class,
                        GateDecided.class,
                        ModelPromoted.class,
                        ModelRegistered.class,
                        GateDecided.class,
                        VersionDeleted.class),
                told.stream().map(Payload::getClass).toList());
    }

    @Test
    void isDoneAndToldOnceHoweverOftenItIsAskedFor() {
        register("only", 0.010);
        assertEquals(delete(1), delete(1));
        assertEquals(Optional.empty(), delete(2), "there never was one");
        ModelVersion next = register("next", 0.010);
        List<? extends Payload> told = ModelTopic.payloads(ModelTopic.await(model.value(), 7));
        assertEquals(1, told.stream().filter(VersionDeleted.class::isInstance).count());
        assertEquals(2, next.version(), "a number is not given again");
        assertEquals(Optional.of(next), registry.findChampion(model));
    }

    @Test
    void takesTheFilesAlongAndNoOthers() {
        TrainedVersion deleted = trained("deleted", 0.010);
        TrainedVersion kept = trained("kept", 0.011);
        String lost = deleted.trainingId() + "/7/decoder.onnx";
        store.put(Bucket.MODELS, lost, new byte[1], "application/octet-stream");
        registry.register(deleted.trainingId(), deleted.request());
        registry.register(kept.trainingId(), kept.request());
        delete(1);
        Awaitility.await().atMost(PATIENCE).until(() -> files(deleted).isEmpty());
        assertEquals(3, files(kept).size());
    }

    @Test
    void remembersWhatIsGone() {
        TrainedVersion deleted = trained("deleted", 0.010);
        ModelVersion version = registry.register(deleted.trainingId(), deleted.request());
        assertEquals(Optional.of(version), registry.findRegistration(deleted.trainingId()));
        delete(1);
        assertEquals(Optional.empty(), registry.findRegistration(deleted.trainingId()));
        assertGone(() -> registry.findVersion(new VersionRef(model, 1)));
        assertGone(() -> registry.register(deleted.trainingId(), deleted.request()));
        assertEquals(Optional.empty(), registry.findModel(model), "nothing was registered anew");
    }

    @Test
    void aVersionOutlivesTheOneThatItBeganWith() {
        register("parent", 0.010);
        ParentVersion parent = new ParentVersion(model.value(), 1);
        TrainedVersion child = TrainedVersion.store(store, model.value(), model + "-child", 0.009, parent);
        ModelVersion registered = registry.register(child.trainingId(), child.request());
        delete(1);
        assertEquals(Optional.of(registered), registry.findVersion(new VersionRef(model, 2)));
    }

    private Optional<VersionRemoval> delete(int version) {
        return registry.delete(new VersionRef(model, version), "cause");
    }

    private List<String> files(TrainedVersion version) {
        try (var objects = store.list(Bucket.MODELS, version.trainingId() + "/")) {
            return objects.map(object -> object.key()).toList();
        }
    }

    private ModelVersion register(String name, double loss) {
        TrainedVersion trained = trained(name, loss);
        ModelVersion registered = registry.register(trained.trainingId(), trained.request());
        TestEvaluator.answer(() -> registry.findModel(model).orElseThrow(), registry);
        return registered;
    }

    private TrainedVersion trained(String name, double loss) {
        return TrainedVersion.store(store, model.value(), model + "-" + name, loss);
    }

    private static void assertGone(Executable call) {
        assertEquals(ErrorCode.GONE, assertThrows(LikenessException.class, call).code());
    }
}
