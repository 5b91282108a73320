package io.likeness.trainer.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.likeness.contracts.Digests;
import io.likeness.contracts.LikenessException;
import io.likeness.contracts.training.TrainingConfiguration;
import io.likeness.trainer.TestSettings;
import io.likeness.trainer.publication.TrainedModel;
import io.likeness.trainer.run.RunFolders.Kept;
import io.likeness.training.protocol.EpochReport;
import io.likeness.training.protocol.TrainingReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RunFoldersTest {
    private static final String DIGEST = Digests.sha256(new byte[0]);
    private static final String ARTIFACT = "decoder.onnx";

    @TempDir
    private Path work;

    private RunFolders folders = new RunFolders(new TestSettings(Path.of("unused")));

    @BeforeEach
    void openWorkFolder() {
        folders = new RunFolders(new TestSettings(work));
    }

    @Test
    void findsWhatAnEarlierRunKept() throws IOException {
        TrainedModel model = keep("training", 3);
        Kept kept = folders.findKept("training").orElseThrow();
        assertEquals(model, kept.model());
        assertEquals("weights", Files.readString(kept.folder().resolve(ARTIFACT)));
        assertTrue(folders.findKept("other").isEmpty());
    }

    @Test
    void findsNothingThatIsIncompleteOrChanged() throws IOException {
        Path unfinished = folders.create("training", 1);
        Files.writeString(unfinished.resolve(ARTIFACT), "weights");
        assertTrue(folders.findKept("training").isEmpty());
        keep("training", 2);
        Path artifact = folders.findKept("training").orElseThrow().folder().resolve(ARTIFACT);
        Files.writeString(artifact, "changed");
        assertTrue(folders.findKept("training").isEmpty());
        Files.delete(artifact);
        assertTrue(folders.findKept("training").isEmpty());
    }

    @Test
    void givesEachRunAnEmptyFolderOfItsOwn() throws IOException {
        Path first = folders.create("training", 1);
        Files.writeString(first.resolve(ARTIFACT), "partial");
        Path second = folders.create("training", 2);
        assertFalse(Files.exists(first));
        assertEquals(List.of("2"), List.of(second.getFileName().toString()));
        assertEquals(List.of("training"), folders.trainings());
        folders.delete("training");
        assertEquals(List.of(), folders.trainings());
    }

    @Test
    void staysInItsFolderWhateverTheTrainingIsCalled() {
        assertThrows(LikenessException.class, () -> folders.create("../outside", 1));
        assertThrows(LikenessException.class, () -> folders.findKept("a/b"));
    }

    private TrainedModel keep(String training, long fence) throws IOException {
        Path folder = folders.create(training, fence);
        Path artifact = Files.writeString(folder.resolve(ARTIFACT), "weights");
        TrainingReport report = new TrainingReport(
                TrainingConfiguration.preset("seed"),
                2,
                312_801,
                1,
                List.of(new EpochReport(1, 0.1, 0.2, Map.of(), Map.of(), 1e-3, 300, 1, 0, 2, 1)),
                Map.of("validationMse", 0.2),
                List.of(),
                List.of(),
                List.of(),
                null);
        TrainedModel model = new TrainedModel(
                DIGEST, DIGEST, null, report, Map.of("cost", 0.5), Map.of(ARTIFACT, Digests.sha256(artifact)));
        folders.keep(folder, model);
        return model;
    }
}
