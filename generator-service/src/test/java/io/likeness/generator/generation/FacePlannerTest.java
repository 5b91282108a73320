package io.likeness.generator.generation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.likeness.contracts.generation.DrawnFace;
import io.likeness.contracts.generation.FaceOperation;
import io.likeness.contracts.generation.FaceOperation.Edit;
import io.likeness.contracts.generation.FaceOperation.Interpolate;
import io.likeness.contracts.generation.FaceOperation.Sample;
import io.likeness.contracts.generation.FaceOperation.Vary;
import io.likeness.contracts.generation.FaceSource;
import io.likeness.contracts.generation.GenerateFaces;
import io.likeness.contracts.generation.SeedRule;
import io.likeness.generator.Densities;
import io.likeness.generator.GeneratorConfiguration;
import io.likeness.generator.NetworkFile;
import io.likeness.generator.decoding.LoadedModel;
import io.likeness.generator.decoding.LoadedModels;
import io.likeness.generator.decoding.ModelLease;
import io.likeness.generator.photo.Photos;
import io.likeness.imaging.ImageTensor;
import io.likeness.latents.LatentSpace;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Operations on drawn faces, from the command to the bytes of the images, with a conditional model. */
final class FacePlannerTest {
    private static final int LATENTS = 8;
    private static final int SIDE = 16;
    private static final DrawnFace FIRST = new DrawnFace(7, 0, 1, Map.of(), null);
    private static final DrawnFace SECOND = new DrawnFace(7, 5, 0.5, Map.of("Smiling", 1.0), null);
    private static final Sample SMILING = new Sample(0.8, Map.of("Smiling", 1.0));

    private final LoadedModel model;

    FacePlannerTest() throws Exception {
        LatentSpace space =
                new LatentSpace(Densities.labelled(LATENTS), List.of("Smiling", "age"), Densities.directions(LATENTS));
        model = LoadedModels.load(
                LoadedModels.version("faces", 1),
                NetworkFile.conditional(1, LATENTS, SIDE, 2),
                NetworkFile.encoder(2, LATENTS, SIDE, 2),
                space,
                SIDE);
    }

    @AfterEach
    void release() {
        model.release();
    }

    static Stream<GenerateFaces> commands() {
        return Stream.of(
                command(50, SMILING),
                command(40, new Vary(SECOND, 0.4)),
                command(41, new Interpolate(List.of(FIRST, SECOND, FIRST), 20, false)),
                command(60, new Interpolate(List.of(FIRST, SECOND), 30, true)),
                command(33, new Edit(SECOND, Map.of("Smiling", -2.0), 33)));
    }

    @ParameterizedTest
    @MethodSource("commands")
    void drawsTheSameBytesWhateverTheBatchAndTheThreads(GenerateFaces command) {
        List<Face> reference = draw(command, 32, 1);
        assertEquals(command.count(), reference.size());
        assertSame(reference, draw(command, 1, 2));
        assertSame(reference, draw(command, 7, 2));
        assertSame(reference, draw(command, 256, 1));
    }

    @Test
    void drawsTheSameBytesWhateverTheCount() {
        for (FaceOperation operation : List.of(SMILING, new Vary(FIRST, 0.4))) {
            assertSame(
                    draw(command(3, operation), 32, 1),
                    draw(command(20, operation), 32, 1).subList(0, 3));
        }
    }

    @Test
    void walksOverTheVeryFacesThatAreSampled() {
        List<Face> walk = draw(command(9, new Interpolate(List.of(FIRST, SECOND), 8, false)), 32, 1);
        assertEquals(picture(FIRST), walk.getFirst().pixels());
        assertEquals(picture(SECOND), walk.getLast().pixels());
        assertNotEquals(walk.get(0).pixels(), walk.get(1).pixels());
    }

    @Test
    void returnsInALoop() {
        List<Face> there = draw(command(8, new Interpolate(List.of(FIRST, SECOND), 4, true)), 32, 1);
        assertEquals(picture(SECOND), there.get(4).pixels());
        assertEquals(there.get(2).pixels(), there.get(6).pixels());
    }

    @Test
    void beginsAnEditWithTheFaceAndChangesIt() {
        Edit edit = new Edit(FIRST, Map.of("Smiling", 1.5), 5);
        List<Face> strip = draw(command(5, edit), 32, 1);
        assertEquals(picture(FIRST), strip.getFirst().pixels());
        assertEquals(5, strip.stream().map(Face::pixels).distinct().count());
        Face changed = draw(command(1, new Edit(FIRST, Map.of("Smiling", 1.5), 1)), 32, 1)
                .getFirst();
        assertEquals(strip.getLast().pixels(), changed.pixels());
    }

    @Test
    void animatesWalksAndNothingElse() {
        assertTrue(plan(command(9, new Interpolate(List.of(FIRST, SECOND), 8, false)))
                .animated());
        assertTrue(plan(command(5, new Edit(FIRST, Map.of("Smiling", 1.0), 5))).animated());
        FacePlan single = plan(command(1, new Edit(FIRST, Map.of("Smiling", 1.0), 1)));
        assertFalse(single.animated());
        assertEquals(List.of(picture(FIRST)), single.before());
        assertFalse(plan(command(4, SMILING)).animated());
        assertFalse(plan(command(4, new Vary(FIRST, 0.5))).animated());
    }

    @Test
    void aFaceIsTheSameByItsPlaceAndByTheSeedThatItsFileNames() {
        GenerateFaces hashed = new GenerateFaces("job", "faces", null, null, null, 6, 7, null, SeedRule.HASH);
        Face fifth = draw(hashed, 32, 1).get(5);
        assertEquals(fifth.pixels(), picture(new DrawnFace(7, 5, 1, Map.of(), SeedRule.HASH)));
        assertEquals(fifth.pixels(), picture(new DrawnFace(fifth.seed(), 0, 1, Map.of(), SeedRule.SUM)));
        assertNotEquals(fifth.pixels(), picture(new DrawnFace(7, 5, 1, Map.of(), SeedRule.SUM)));
    }

    private ImageTensor picture(FaceSource face) {
        return draw(command(1, new Vary(face, 0)), 32, 1).getFirst().pixels();
    }

    private FacePlan plan(GenerateFaces command) {
        try (ModelLease lease = model.lease()) {
            return planner(JobSettings.of(32, 1)).plan(command, lease);
        }
    }

    private List<Face> draw(GenerateFaces command, int batch, int threads) {
        GeneratorConfiguration configuration = JobSettings.of(batch, threads);
        FaceDrawing drawing = new FaceDrawing(configuration, new GenerationMeters(new SimpleMeterRegistry()));
        try (ModelLease lease = model.lease()) {
            return Drawn.by(
                    drawing,
                    configuration,
                    command,
                    lease,
                    planner(configuration).plan(command, lease).codes());
        } finally {
            drawing.close();
        }
    }

    private static FacePlanner planner(GeneratorConfiguration configuration) {
        return new FacePlanner(new FaceSources(Photos.none(configuration), configuration), configuration);
    }

    private static GenerateFaces command(int count, FaceOperation operation) {
        return new GenerateFaces("job", "faces", null, null, null, count, 4711, operation, null);
    }

    private static void assertSame(List<Face> expected, List<Face> found) {
        IntStream.range(0, expected.size())
                .forEach(k ->
                        assertArrayEquals(expected.get(k).png(), found.get(k).png(), "face " + k));
    }
}
