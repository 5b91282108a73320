package io.likeness.generator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.likeness.contracts.Json;
import io.likeness.contracts.generation.CancelGeneration;
import io.likeness.contracts.generation.DrawShadow;
import io.likeness.contracts.generation.GenerateFaces;
import io.likeness.contracts.generation.GenerationIndex;
import io.likeness.contracts.model.ModelVersion;
import io.likeness.platform.store.Bucket;
import io.likeness.platform.store.MinioObjectStore;
import io.likeness.testkit.LikenessPlatformResource;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Copies of requests that another version draws. */
@QuarkusTest
@WithTestResource(value = LikenessPlatformResource.class, initArgs = @ResourceArg(name = "role", value = "generator"))
@WithTestResource(RegistryStubResource.class)
class ShadowComponentTest {
    private final RegistryRemote registry =
            new RegistryRemote(ConfigProvider.getConfig().getValue("likeness.registry.url", URI.class));
    private final MinioObjectStore store = TestStore.open();
    private final TinyModel model = new TinyModel(store, "model-" + UUID.randomUUID());
    private final Bus bus = new Bus();
    private final MeterRegistry meters;

    @Inject
    ShadowComponentTest(MeterRegistry meters) {
        this.meters = meters;
    }

    @AfterEach
    void closeTheBus() {
        bus.close();
    }

    @Test
    void drawsACopyBesideTheAnswerAndTellsNobody() throws Exception {
        registry.know(model.version(1));
        ModelVersion other = model.version(2, NetworkFile.linear(2, TinyModel.LATENTS, TinyModel.SIDE));
        registry.know(other);
        String id = bus.ask(model.name(), 1, 3, 42);
        GenerationIndex answered = Json.decode(store.fetch(bus.awaitFaces(id).index()), GenerationIndex.class);
        double faces = meters.counter("likeness.generator.faces").count();
        bus.send(copy(id, 2));
        GenerationIndex copied = awaitCopy(id);
        assertEquals(other.digest(), copied.modelDigest());
        assertEquals(
                answered.images().stream().map(GenerationIndex.Image::seed).toList(),
                copied.images().stream().map(GenerationIndex.Image::seed).toList());
        assertNotEquals(answered.faces().sha256(), copied.faces().sha256());
        assertEquals(id + "/shadow/1/faces.bin", copied.faces().key());
        awaitNothingMore(id, 1);
        assertEquals(faces, meters.counter("likeness.generator.faces").count());
    }

    @Test
    void drawsNoCopyOfWhatIsCancelledOrThatCannotBeDrawn() throws Exception {
        registry.know(model.version(1));
        registry.know(model.tampered(2));
        String cancelled = UUID.randomUUID().toString();
        bus.send(new CancelGeneration(cancelled));
        bus.send(copy(cancelled, 1));
        bus.send(new GenerateFaces(cancelled, model.name(), null, 1, 7));
        bus.awaitEnd(cancelled);
        double failures = meters.counter("likeness.generator.shadow.failures").count();
        String broken = UUID.randomUUID().toString();
        bus.send(copy(broken, 2));
        Awaitility.await()
                .atMost(Bus.LIMIT)
                .until(() ->
                        meters.counter("likeness.generator.shadow.failures").count() == failures + 1);
        String drawn = UUID.randomUUID().toString();
        bus.send(copy(drawn, 1));
        awaitCopy(drawn);
        // One copy is drawn after the other, in the order in which they were asked for.
        assertEquals(Optional.empty(), findCopy(cancelled));
        assertEquals(Optional.empty(), findCopy(broken));
        awaitNothingMore(broken, 0);
    }

    private DrawShadow copy(String id, int version) {
        return DrawShadow.of(new GenerateFaces(id, model.name(), null, 3, 42), version);
    }

    private GenerationIndex awaitCopy(String id) {
        return Awaitility.await()
                .atMost(Bus.LIMIT)
                .until(() -> findCopy(id), Optional::isPresent)
                .orElseThrow();
    }

    private Optional<GenerationIndex> findCopy(String id) {
        return store.find(Bucket.RESULTS, id + "/shadow/1/index.json")
                .map(content -> Json.decode(content, GenerationIndex.class));
    }

    /** An end that is wrong would come within milliseconds of the one that is right. */
    private void awaitNothingMore(String id, int endings) {
        Awaitility.await()
                .during(Duration.ofMillis(500))
                .atMost(Bus.LIMIT)
                .until(() -> bus.awaitEnds(id, endings).size() == endings);
    }
}
