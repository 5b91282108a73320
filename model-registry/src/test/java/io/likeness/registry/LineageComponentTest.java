package io.likeness.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.likeness.contracts.model.ModelHistory;
import io.likeness.contracts.model.ModelName;
import io.likeness.contracts.model.ModelPromoted;
import io.likeness.contracts.model.ModelVersion;
import io.likeness.contracts.model.ParentVersion;
import io.likeness.contracts.model.TrainingCost;
import io.likeness.contracts.model.VersionComparison;
import io.likeness.contracts.model.VersionLineage;
import io.likeness.contracts.model.VersionOrigin;
import io.likeness.contracts.model.VersionRef;
import io.likeness.platform.store.ObjectStore;
import io.likeness.registry.RegistryCaller.Answer;
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
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(value = LikenessPlatformResource.class, initArgs = @ResourceArg(name = "role", value = "registry"))
class LineageComponentTest {
    private static final URI URL = URI.create(ConfigProvider.getConfig().getValue("test.url", String.class));

    private final ObjectStore store = TestStore.open();
    private final String base = "model-" + UUID.randomUUID();
    private final String fine = base + "-fine";
    private final RegistryCaller registry = RegistryCaller.of(URL);
    private final RegistryClient client = new HttpRegistryClient(new RegistrySettings(
            URL, Duration.ofSeconds(1), Duration.ofSeconds(20), 1, Duration.ofMillis(100), 1 << 23));

    @BeforeEach
    void registerTheBase() {
        assertEquals(
                201,
                registry.register(TrainedVersion.store(store, base, base + "-a", 0.01))
                        .status());
    }

    @Test
    void tellsFromWhichVersionAnotherWasTrained() {
        ParentVersion parent = new ParentVersion(base, 1);
        TrainedVersion trained = TrainedVersion.store(store, fine, fine + "-a", 0.02, parent);
        ModelVersion registered = registry.register(trained).version();
        assertEquals(parent, registered.parent());
        assertEquals(
                registered,
                registry.get("/v1/models/" + fine + "/champion").version(),
                "the first of its own name, whatever its parent's loss is");
        assertEquals(
                registered, registry.get("/v1/models/" + fine + "/versions/1").version());
        assertEquals(
                new ModelPromoted(fine, registered, null),
                ModelTopic.payloads(ModelTopic.await(fine, 3)).getLast());
        assertEquals(200, registry.register(trained).status());
        assertEquals(409, registry.register(trained.descendedFrom(null)).status());
    }

    @Test
    void tellsWhereAVersionComesFromBackToRandomWeights() {
        registry.register(TrainedVersion.store(store, fine, fine + "-a", 0.02, new ParentVersion(base, 1)));
        registry.register(TrainedVersion.store(store, fine, fine + "-b", 0.02, new ParentVersion(fine, 1)));
        VersionLineage lineage = client.findLineage(VersionRef.of(fine, 2)).orElseThrow();
        VersionOrigin origin = lineage.version();
        assertEquals(
                List.of(fine + "-b", "dataset-1", "seed"),
                List.of(origin.trainingId(), String.valueOf(origin.datasetId()), String.valueOf(origin.preset())));
        assertEquals(Map.of("epochs", "1"), origin.configuration());
        assertEquals(TrainedVersion.CODE, origin.codeVersion());
        assertEquals(new TrainingCost(7.5, 4.25, null), origin.cost());
        assertEquals(
                List.of(fine + "-a", base + "-a"),
                lineage.ancestors().stream().map(VersionOrigin::trainingId).toList(),
                "the newest first");
        assertNull(lineage.ancestors().getLast().parent());
        assertEquals(
                List.of(),
                client.findLineage(VersionRef.of(base, 1)).orElseThrow().ancestors());
    }

    @Test
    void aLineageEndsAtAVersionThatWasDeleted() {
        registry.register(TrainedVersion.store(store, fine, fine + "-a", 0.02, new ParentVersion(base, 1)));
        registry.register(TrainedVersion.store(store, fine, fine + "-b", 0.02, new ParentVersion(fine, 1)));
        client.delete(VersionRef.of(fine, 1), "cause");
        assertEquals(
                List.of(VersionOrigin.ofDeleted(VersionRef.of(fine, 1), fine + "-a")),
                client.findLineage(VersionRef.of(fine, 2)).orElseThrow().ancestors());
        assertEquals(
                410, registry.get("/v1/models/" + fine + "/versions/1/lineage").status());
        assertEquals(Optional.empty(), client.findLineage(VersionRef.of(fine, 9)));
    }

    @Test
    void comparesTwoVersionsAndTellsWhatTheGateFound() {
        registry.register(TrainedVersion.store(store, base, base + "-b", 0.011, new ParentVersion(base, 1)));
        TestEvaluator.decide(() -> client.findModel(new ModelName(base)).orElseThrow());
        VersionComparison comparison = client.compare(VersionRef.of(base, 2), 1).orElseThrow();
        assertEquals(
                new VersionComparison.Numbers(7.5, 7.5, 0.0),
                comparison.metrics().get("cpuSeconds"));
        assertEquals(Map.of("parent", new VersionComparison.Texts(base + "/1", null)), comparison.origin());
        assertEquals(Map.of(), comparison.configuration());
        assertEquals(
                Set.of("decoder.onnx", "density.json", "total"),
                comparison.files().keySet());
        assertEquals(
                List.of(false),
                comparison.gate().stream().map(ModelHistory.Decision::passed).toList());
        assertEquals(
                comparison.gate(),
                client.compare(VersionRef.of(base, 1), 2).orElseThrow().gate(),
                "either way");
        String path = "/v1/models/" + base + "/versions/2/comparison";
        assertProblem(400, "with: expected a text", registry.get(path));
        assertProblem(400, "with: expected an integer, found 'one'", registry.get(path + "?with=one"));
        assertProblem(400, "with: expected another version than 2, found the same", registry.get(path + "?with=2"));
        assertProblem(404, "version: expected a registered version", registry.get(path + "?with=9"));
        client.delete(VersionRef.of(base, 1), "cause");
        assertProblem(410, "version: expected one that is still kept", registry.get(path + "?with=1"));
    }

    private static void assertProblem(int status, String detail, Answer answer) {
        assertEquals(status, answer.status());
        assertTrue(answer.json().path("detail").asText().startsWith(detail), answer.json()::toString);
    }

    @Test
    void refusesAParentThatIsNotRegistered() {
        ParentVersion absent = new ParentVersion(base, 2);
        Answer refused = registry.register(TrainedVersion.store(store, fine, fine + "-a", 0.02, absent));
        assertEquals(400, refused.status());
        assertEquals(
                "parent: expected a registered version, found version 2 of '" + base + "'",
                refused.json().path("detail").asText());
        assertEquals(404, registry.get("/v1/models/" + fine).status());
    }

    @Test
    void refusesAParentThatTheManifestDoesNotName() {
        TrainedVersion trained = TrainedVersion.store(store, fine, fine + "-a", 0.02);
        Answer refused = registry.register(trained.descendedFrom(new ParentVersion(base, 1)));
        assertEquals(400, refused.status());
        assertEquals(
                "manifest.parent: expected '" + base + " version 1', found 'none'",
                refused.json().path("detail").asText());
    }
}
