package io.likeness.generator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.likeness.contracts.generation.FacesGenerated;
import io.likeness.contracts.generation.GenerateFaces;
import io.likeness.imaging.PngText;
import io.likeness.platform.store.MinioObjectStore;
import io.likeness.testkit.TestPlatform;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What fits the limits fits the heap that the generator is deployed with. */
@Tag("process")
final class GeneratorMemoryComponentTest {
    private static final int SIDE = 128;

    /** Where width and height lie in a PNG file. */
    private static final int WIDTH = 16;

    @Test
    void drawsSeveralOfTheLargestJobsAtOnce() throws Exception {
        TestPlatform.shared().startAll();
        MinioObjectStore store = TestStore.open();
        TinyModel model = new TinyModel(store, "model-" + UUID.randomUUID());
        try (RegistryStub registry = RegistryStub.start();
                GeneratorProcess generator = GeneratorProcess.start(registry.address());
                Bus bus = new Bus()) {
            registry.know(model.version(1, NetworkFile.linear(1, TinyModel.LATENTS, SIDE, 3), 3, SIDE));
            // Whoever asks while the model is being loaded may be put off.
            bus.awaitFaces(bus.ask(model.name(), null, 1, 0));
            List<String> asked = IntStream.range(0, 4)
                    .mapToObj(seed -> bus.ask(model.name(), null, GenerateFaces.MOST_FACES, seed))
                    .toList();
            for (String id : asked) {
                FacesGenerated generated = bus.awaitFaces(id);
                assertEquals(id + "/1/faces.bin", generated.faces().key(), "no attempt was lost");
                assertTrue(
                        generated.faces().bytes() > 10_000_000,
                        "bytes " + generated.faces().bytes());
                byte[] grid = store.fetch(generated.grid());
                assertEquals(2 + 32 * (SIDE + 2), ByteBuffer.wrap(grid).getInt(WIDTH));
                assertEquals("Likeness", PngText.read(grid).get("Software"));
            }
            assertTrue(generator.process().isAlive());
        }
    }
}
