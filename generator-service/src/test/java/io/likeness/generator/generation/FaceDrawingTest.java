package io.likeness.generator.generation;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.likeness.contracts.Require;
import io.likeness.contracts.generation.GenerateFaces;
import io.likeness.generator.GeneratorConfiguration;
import io.likeness.generator.NetworkFile;
import io.likeness.generator.decoding.LoadedModel;
import io.likeness.generator.decoding.LoadedModels;
import io.likeness.generator.decoding.ModelLease;
import io.likeness.latents.FaceCode;
import io.likeness.latents.LatentSampler;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class FaceDrawingTest {
    private static final long SEED = 4711;

    private final LoadedModel model;
    private List<Face> reference = List.of();

    FaceDrawingTest() throws Exception {
        model = LoadedModels.load(NetworkFile.seedPreset(1), 32, 64);
    }

    @BeforeAll
    void drawTheReference() {
        reference = draw(32, 1, SEED, GenerateFaces.MOST_FACES);
    }

    @AfterAll
    void release() {
        model.release();
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "1, 2", "7, 1", "7, 2", "32, 2", "128, 2"})
    void drawsTheSameBytesWhateverTheBatchAndTheThreads(int batch, int threads) {
        assertSame(draw(batch, threads, SEED, GenerateFaces.MOST_FACES));
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "33, 32", "999, 32", "5, 7"})
    void drawsTheSameBytesWhateverTheCount(int count, int batch) {
        assertSame(draw(batch, 2, SEED, count));
    }

    @Test
    void drawsThePixelsOfAnImageSeedWhateverTheRequest() {
        Face alone = draw(32, 1, SEED + 500, 1).getFirst();
        assertEquals(reference.get(500).pixels(), alone.pixels());
        assertEquals(reference.get(500).seed(), alone.seed());
    }

    @Test
    void drawsOtherFacesForOtherSeeds() {
        assertNotEquals(reference.get(0).pixels(), reference.get(1).pixels());
        assertEquals(
                GenerateFaces.MOST_FACES,
                reference.stream().map(Face::pixels).distinct().count());
    }

    @Test
    void wrapsImageSeedsAtTheGreatest() {
        assertEquals(
                List.of(Require.GREATEST_SEED, 0L),
                draw(32, 1, Require.GREATEST_SEED, 2).stream().map(Face::seed).toList());
    }

    @Test
    void writesTheOriginIntoTheFile() {
        String file = new String(reference.get(3).png(), ISO_8859_1);
        for (String text : List.of(
                "Software\0Likeness",
                "likeness:model\0faces",
                "likeness:version\0001",
                "likeness:digest\0" + model.version().digest(),
                "likeness:operation\0sample",
                "likeness:parameters\0{\"labels\":{},\"temperature\":1.0}",
                "likeness:seed\0004711",
                "likeness:seed-rule\0sum",
                "likeness:index\0003",
                "likeness:image-seed\0004714")) {
            assertTrue(file.contains(text), text);
        }
    }

    private List<Face> draw(int batch, int threads, long seed, int count) {
        GeneratorConfiguration configuration = JobSettings.of(batch, threads);
        FaceDrawing drawing = new FaceDrawing(configuration, new GenerationMeters(new SimpleMeterRegistry()));
        GenerateFaces command = new GenerateFaces("job", "faces", null, count, seed);
        try (ModelLease lease = model.lease()) {
            LatentSampler sampler = lease.space().sampler(Map.of());
            List<FaceCode> codes = IntStream.range(0, count)
                    .mapToObj(index -> lease.space().code(sampler.sample(LatentSampler.imageSeed(seed, index), 1)))
                    .toList();
            return Drawn.by(drawing, configuration, command, lease, codes);
        } finally {
            drawing.close();
        }
    }

    private void assertSame(List<Face> faces) {
        IntStream.range(0, faces.size())
                .forEach(k ->
                        assertArrayEquals(reference.get(k).png(), faces.get(k).png(), "face " + k));
    }
}
