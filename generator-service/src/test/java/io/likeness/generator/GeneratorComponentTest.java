package io.likeness.generator;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.Failure;
import io.likeness.contracts.Json;
import io.likeness.contracts.Payload;
import io.likeness.contracts.event.Event;
import io.likeness.contracts.generation.CancelGeneration;
import io.likeness.contracts.generation.FacesGenerated;
import io.likeness.contracts.generation.GenerateFaces;
import io.likeness.contracts.generation.GenerationCancelled;
import io.likeness.contracts.generation.GenerationIndex;
import io.likeness.contracts.model.ModelPromoted;
import io.likeness.contracts.model.ModelVersion;
import io.likeness.platform.store.Bucket;
import io.likeness.platform.store.MinioObjectStore;
import io.likeness.testkit.LikenessPlatformResource;
import io.likeness.testkit.TestPlatform;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import javax.imageio.ImageIO;
import org.awaitility.Awaitility;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(value = LikenessPlatformResource.class, initArgs = @ResourceArg(name = "role", value = "generator"))
@WithTestResource(RegistryStubResource.class)
class GeneratorComponentTest {
    private final RegistryRemote registry =
            new RegistryRemote(ConfigProvider.getConfig().getValue("likeness.registry.url", URI.class));
    private final MinioObjectStore store = TestStore.open();
    private final TinyModel model = new TinyModel(store, "model-" + UUID.randomUUID());
    private final Bus bus = new Bus();
    private final MeterRegistry meters;

    @Inject
    GeneratorComponentTest(MeterRegistry meters) {
        this.meters = meters;
    }

    @AfterEach
    void closeTheBus() {
        bus.close();
    }

    @Test
    void drawsStoresAndAnnouncesTheFacesOfAPromotedModel() throws Exception {
        ModelVersion version = promote(model.version(1), null);
        String id = bus.ask(model.name(), null, 5, 42);
        FacesGenerated generated = bus.awaitFaces(id);
        GenerationIndex index = Json.decode(store.fetch(generated.index()), GenerationIndex.class);
        byte[] faces = store.fetch(generated.faces());
        assertEquals(version.digest(), generated.modelDigest());
        assertEquals(5, generated.count());
        assertEquals("CPU", generated.executionProvider());
        assertEquals(
                List.of(42L, 43L, 44L, 45L, 46L),
                index.images().stream().map(GenerationIndex.Image::seed).toList());
        assertEquals(
                faces.length,
                index.images().getLast().offset() + index.images().getLast().bytes());
        for (GenerationIndex.Image image : index.images()) {
            byte[] png = png(faces, image);
            assertEquals(8, picture(png).getWidth());
            assertTrue(new String(png, ISO_8859_1).contains("likeness:digest\0" + version.digest()));
        }
        assertEquals(
                picture(png(faces, index.images().getFirst())).getRGB(3, 4),
                picture(store.fetch(generated.grid())).getRGB(2 + 3, 2 + 4));
    }

    @Test
    void announcesTheEndWithTheCorrelationOfTheCommandAndNoStartOfAQuickJob() throws Exception {
        promote(model.version(1), null);
        bus.awaitFaces(bus.ask(model.name(), 1, 1, 6));
        String id = bus.ask(model.name(), 1, 1, 7);
        List<? extends Event<? extends Payload>> events = bus.events(id, 1);
        for (Event<? extends Payload> event : events) {
            assertEquals("correlation-" + id, event.headers().correlationId());
            assertEquals("/likeness/generator-service", event.headers().source());
        }
        FacesGenerated end = (FacesGenerated) events.getLast().payload();
        assertTrue(end.seconds() > 0.2 || events.size() == 1, "a start of a job of " + end.seconds() + " s");
    }

    @Test
    void endsAJobOnceHoweverOftenItsCommandComes() throws Exception {
        promote(model.version(1), null);
        String id = bus.ask(model.name(), null, 3, 7);
        bus.awaitFaces(id);
        double drawn = meters.counter("likeness.generator.faces").count();
        bus.send(new GenerateFaces(id, model.name(), null, 3, 7));
        // Commands of one key are handled in order, so the duplicate is behind us once a cancel of the job is.
        bus.send(new CancelGeneration(id));
        bus.awaitFaces(bus.ask(model.name(), null, 1, 7));
        awaitNothingMore(id, 1);
        assertEquals(drawn + 1, meters.counter("likeness.generator.faces").count());
    }

    @Test
    void writesUnderTheFenceOfTheAttempt() throws Exception {
        promote(model.version(1), null);
        String id = bus.ask(model.name(), null, 2, 7);
        FacesGenerated generated = bus.awaitFaces(id);
        assertEquals(id + "/1/index.json", generated.index().key());
        assertEquals(id + "/1/faces.bin", generated.faces().key());
        assertEquals(id + "/1/grid.png", generated.grid().key());
    }

    @Test
    void storesAFaceThatIsAloneOnce() throws Exception {
        promote(model.version(1), null);
        String id = bus.ask(model.name(), null, 1, 7);
        FacesGenerated generated = bus.awaitFaces(id);
        assertEquals(generated.faces().key(), generated.grid().key());
        assertEquals(generated.faces().sha256(), generated.grid().sha256());
        assertEquals("image/png", generated.grid().mediaType());
        assertEquals(Optional.empty(), store.find(Bucket.RESULTS, id + "/1/grid.png"));
    }

    @Test
    void letsJobsOfLoadedModelsPassThoseThatWaitForTheRegistry() throws Exception {
        promote(model.version(1), null);
        bus.awaitFaces(bus.ask(model.name(), null, 1, 1));
        TinyModel absent = new TinyModel(store, "model-" + UUID.randomUUID());
        registry.know(absent.version(1));
        registry.away(true);
        List<String> waiting = new ArrayList<>();
        try {
            for (int i = 0; i < 16; i++) {
                waiting.add(bus.ask(absent.name(), null, 1, i));
            }
            for (int i = 0; i < 16; i++) {
                bus.awaitFaces(bus.ask(model.name(), null, 1, i));
            }
            for (String id : waiting) {
                assertEquals(List.of(), bus.awaitEnds(id, 0));
            }
        } finally {
            registry.away(false);
        }
        for (String id : waiting) {
            assertEquals(absent.name(), bus.awaitFaces(id).modelName());
        }
    }

    @Test
    void cancelsAJobThatWaitsAndOneThatDraws() throws Exception {
        promote(model.version(1), null);
        bus.awaitFaces(bus.ask(model.name(), null, 1, 1));
        registry.away(true);
        try {
            String waiting = bus.ask("elsewhere", null, 1, 1);
            bus.send(new CancelGeneration(waiting));
            assertEquals(new GenerationCancelled(waiting), bus.awaitEnd(waiting));
        } finally {
            registry.away(false);
        }
        ModelVersion large = promote(model.version(2, NetworkFile.linear(2, TinyModel.LATENTS, 128, 3), 3, 128), 1);
        String drawing = bus.ask(model.name(), large.version(), 1000, 1);
        bus.awaitStart(drawing);
        bus.send(new CancelGeneration(drawing));
        assertEquals(new GenerationCancelled(drawing), bus.awaitEnd(drawing));
        assertEquals(Optional.empty(), store.find(Bucket.RESULTS, drawing + "/1/index.json"));
    }

    @Test
    void refusesAJobWhoseCancelCameFirst() throws Exception {
        promote(model.version(1), null);
        String id = UUID.randomUUID().toString();
        bus.send(new CancelGeneration(id));
        bus.send(new GenerateFaces(id, model.name(), null, 1, 7));
        assertEquals(new GenerationCancelled(id), bus.awaitEnd(id));
        bus.awaitFaces(bus.ask(model.name(), null, 1, 7));
        awaitNothingMore(id, 1);
    }

    @Test
    void drawsTheSameBytesForTheSameSeedAndIndex() throws Exception {
        promote(model.version(1), null);
        byte[] many = firstFace(bus.awaitFaces(bus.ask(model.name(), null, 100, 11)));
        byte[] one = firstFace(bus.awaitFaces(bus.ask(model.name(), null, 1, 11)));
        assertArrayEquals(one, many);
    }

    @Test
    void failsForAModelOrVersionThatTheRegistryDoesNotKnow() throws Exception {
        promote(model.version(1), null);
        assertEquals(
                ErrorCode.MODEL_NOT_FOUND,
                bus.awaitFailure(bus.ask("nobody", null, 1, 1)).failure().code());
        assertEquals(
                ErrorCode.MODEL_NOT_FOUND,
                bus.awaitFailure(bus.ask(model.name(), 2, 1, 1)).failure().code());
    }

    @Test
    void keepsTheChampionWhenANewOneIsCorruptOrDoesNotFit() throws Exception {
        promote(model.version(1), null);
        assertEquals(1, bus.awaitFaces(bus.ask(model.name(), null, 1, 1)).version());
        promote(model.tampered(2), 1);
        promote(model.version(3, NetworkFile.linear(3, TinyModel.LATENTS, 16)), 2);
        promote(model.version(4, new byte[] {1, 2, 3}), 3);
        assertEquals(
                ErrorCode.DIGEST_MISMATCH,
                bus.awaitFailure(bus.ask(model.name(), 2, 1, 1)).failure().code());
        assertEquals(
                ErrorCode.MODEL_UNUSABLE,
                bus.awaitFailure(bus.ask(model.name(), 3, 1, 1)).failure().code());
        assertEquals(
                ErrorCode.MODEL_UNUSABLE,
                bus.awaitFailure(bus.ask(model.name(), 4, 1, 1)).failure().code());
        assertEquals(1, bus.awaitFaces(bus.ask(model.name(), null, 1, 1)).version());
        promote(model.version(5), 4);
        awaitChampion(5);
    }

    @Test
    void hasAChampionTakenBackThatDrawsOneFaceOnly() throws Exception {
        registry.know(model.version(1));
        registry.know(model.version(2, NetworkFile.constant(2, TinyModel.LATENTS, TinyModel.SIDE)));
        assertEquals(1, bus.awaitFaces(bus.ask(model.name(), null, 1, 1)).version(), "which served before");
        Failure refused = bus.awaitFailure(bus.ask(model.name(), 2, 1, 1)).failure();
        assertEquals(ErrorCode.MODEL_UNUSABLE, refused.code());
        assertTrue(refused.message().contains("the same for all"), refused::message);
    }

    @Test
    void failsWhereTheOnlyVersionCannotServe() throws Exception {
        registry.know(model.tampered(1));
        assertEquals(
                ErrorCode.DIGEST_MISMATCH,
                bus.awaitFailure(bus.ask(model.name(), null, 1, 1)).failure().code());
    }

    @Test
    void swapsUnderLoadWithoutDroppingARequest() throws Exception {
        promote(model.version(1), null);
        bus.awaitFaces(bus.ask(model.name(), null, 1, 1));
        List<String> asked = new ArrayList<>();
        for (int number = 2; number <= 12; number++) {
            for (int i = 0; i < 8; i++) {
                asked.add(bus.ask(model.name(), null, 64, i));
            }
            promote(model.version(number), number - 1);
        }
        Set<Integer> versions = new HashSet<>();
        for (String id : asked) {
            versions.add(bus.awaitFaces(id).version());
        }
        awaitChampion(12);
        assertTrue(versions.size() > 1, "expected requests to meet several champions, found " + versions);
        assertTrue(meters.get("likeness.generator.loaded.models").gauge().value() <= 8);
        // Versions 1 to 4 were unloaded on the way: the shelf holds eight.
        assertEquals(
                firstFace(bus.awaitFaces(asked.getFirst())).length,
                firstFace(bus.awaitFaces(bus.ask(model.name(), 1, 64, 0))).length);
    }

    @Test
    void waitsForARegistryThatIsAwayAndSucceedsOnceWhenItIsBack() throws Exception {
        registry.know(model.version(1));
        registry.away(true);
        String id;
        try {
            id = bus.ask(model.name(), 1, 2, 3);
            awaitStillWaiting(id);
        } finally {
            registry.away(false);
        }
        assertEquals(2, bus.awaitFaces(id).count());
        bus.awaitFaces(bus.ask(model.name(), 1, 1, 1));
        assertEquals(1, bus.awaitEnds(id, 1).size());
    }

    @Test
    void waitsForAStoreThatIsAwayAndSucceedsOnceWhenItIsBack() throws Exception {
        promote(model.version(1), null);
        bus.awaitFaces(bus.ask(model.name(), null, 1, 1));
        TestPlatform.shared().store().kill();
        String id;
        try {
            id = bus.ask(model.name(), null, 2, 3);
            awaitStillWaiting(id);
        } finally {
            TestPlatform.shared().store().start();
        }
        assertEquals(2, bus.awaitFaces(id).count());
        bus.awaitFaces(bus.ask(model.name(), 1, 1, 1));
        assertEquals(1, bus.awaitEnds(id, 1).size());
    }

    @Test
    void measuresWhereItDecodes() {
        assertEquals(1, provider("CPU"));
        assertEquals(0, provider("CUDA"));
    }

    private double provider(String name) {
        return meters.get("likeness.generator.execution.provider")
                .tag("provider", name)
                .gauge()
                .value();
    }

    private ModelVersion promote(ModelVersion version, @Nullable Integer previous) throws Exception {
        registry.know(version);
        bus.send(new ModelPromoted(version.name(), version, previous));
        return version;
    }

    private void awaitChampion(int version) {
        Awaitility.await()
                .atMost(Bus.LIMIT)
                .until(() -> bus.awaitFaces(bus.ask(model.name(), null, 1, 1)).version() == version);
    }

    /** An end that is wrong would come within milliseconds of the one that is right. */
    private void awaitNothingMore(String id, int endings) {
        Awaitility.await()
                .during(Duration.ofMillis(500))
                .atMost(Bus.LIMIT)
                .until(() -> bus.awaitEnds(id, endings).size() == endings);
    }

    /** The generator takes a command within milliseconds; what has not ended after this long waits. */
    private void awaitStillWaiting(String id) {
        Awaitility.await()
                .during(Duration.ofSeconds(2))
                .atMost(Bus.LIMIT)
                .until(() -> bus.awaitEnds(id, 0).isEmpty());
    }

    private byte[] firstFace(FacesGenerated generated) {
        GenerationIndex index = Json.decode(store.fetch(generated.index()), GenerationIndex.class);
        return png(store.fetch(generated.faces()), index.images().getFirst());
    }

    private static byte[] png(byte[] faces, GenerationIndex.Image image) {
        return Arrays.copyOfRange(faces, (int) image.offset(), (int) image.offset() + image.bytes());
    }

    private static BufferedImage picture(byte[] png) throws IOException {
        return ImageIO.read(new ByteArrayInputStream(png));
    }
}
