package io.likeness.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.likeness.contracts.model.ModelPromoted;
import io.likeness.contracts.model.ModelVersion;
import io.likeness.contracts.model.ParentVersion;
import io.likeness.platform.store.ObjectStore;
import io.likeness.registry.RegistryCaller.Answer;
import io.likeness.testkit.LikenessPlatformResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.util.UUID;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(value = LikenessPlatformResource.class, initArgs = @ResourceArg(name = "role", value = "registry"))
class LineageComponentTest {
    private final ObjectStore store = TestStore.open();
    private final String base = "model-" + UUID.randomUUID();
    private final String fine = base + "-fine";
    private final RegistryCaller registry =
            RegistryCaller.of(URI.create(ConfigProvider.getConfig().getValue("test.url", String.class)));

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
