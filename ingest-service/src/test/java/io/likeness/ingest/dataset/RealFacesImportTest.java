package io.likeness.ingest.dataset;

import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.likeness.contracts.dataset.CentreCrop;
import io.likeness.contracts.dataset.ImportOptions;
import io.likeness.contracts.dataset.ImportReport.SkipReason;
import io.likeness.contracts.dataset.Layout;
import io.likeness.contracts.dataset.ShardRow;
import io.likeness.contracts.dataset.Split;
import io.likeness.ingest.KeepingSink;
import io.likeness.ingest.dataset.ImportOutcome.Imported;
import io.likeness.testkit.RealFaces;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The three public datasets as their authors pack them. */
class RealFacesImportTest {
    private static final ImportOptions GREY_64 = new ImportOptions(null, 1, 64, null, null);

    private final KeepingSink sink = new KeepingSink();

    @Test
    void importsCelebaWithItsOfficialSplitAndHalvesItsValidationByPerson() {
        RealFaces faces = RealFaces.require();
        Map<String, Path> companions = faces.celebaCompanions().stream()
                .collect(toMap(file -> file.toFile().getName(), file -> file));

        Imported imported = imported(new ImportSource(faces.celebaArchive(), companions));

        assertEquals(Layout.CELEBA, imported.layout());
        assertEquals(new CentreCrop(140, 178), imported.crop());
        assertEquals(30_000, imported.entries());
        // 27,000 and 3,000 images, of which two each are byte for byte a file that came before.
        assertEquals(Map.of(SkipReason.DUPLICATE, 4L), imported.skippedByReason());
        assertEquals(26_998, imported.counts().train());
        assertEquals(2_998, imported.counts().validation() + imported.counts().test());
        // By person, so not exactly half: within a fifth of it.
        assertEquals(1_500.0, (double) imported.counts().validation(), 300.0);
        assertTrue(disjoint(people(Split.VALIDATION), people(Split.TEST)), "a person on both sides");
        assertTrue(disjoint(people(Split.TRAIN), people(Split.VALIDATION)), "a person on both sides");
        assertEquals(40, imported.labels().size());
        ShardRow first = sink.row("img_align_celeba/000001.jpg");
        assertEquals("2880", first.identity());
        assertEquals(Map.entry(-1.0, 1.0), Map.entry(label(first, "Male"), label(first, "Smiling")));
    }

    @Test
    void importsLfwSplitByPerson() {
        Imported imported = imported(new ImportSource(RealFaces.require().lfwArchive(), Map.of()));

        assertEquals(Layout.LFW, imported.layout());
        assertEquals(new CentreCrop(128, 250), imported.crop());
        assertEquals(4_003, imported.entries());
        assertEquals(4_003, imported.counts().total() + imported.skippedInAll());
        assertEquals(0.9, (double) imported.counts().train() / imported.counts().total(), 0.03);
        assertTrue(disjoint(people(Split.TRAIN), people(Split.TEST)), "a person on both sides");
        assertEquals(
                "Aaron_Eckhart",
                sink.row("lfw-deepfunneled/Aaron_Eckhart/Aaron_Eckhart_0001.jpg")
                        .identity());
    }

    @Test
    void importsUtkfaceWithAgeGenderAndRace() {
        Imported imported = imported(new ImportSource(RealFaces.require().utkfaceArchive(), Map.of()));

        assertEquals(Layout.UTKFACE, imported.layout());
        assertEquals(new CentreCrop(1, 1), imported.crop());
        assertEquals(2_000, imported.counts().total() + imported.skippedInAll());
        assertEquals(
                Map.of("age", 10.0, "gender", 1.0, "race", 0.0),
                sink.row("UTKFace/10_1_0_20170109203218966.jpg.chip.jpg").labels());
    }

    private Imported imported(ImportSource source) {
        ImportOutcome outcome = new DatasetImport(ImportLimits.DEFAULTS, 2).run(source, GREY_64, sink);
        return assertInstanceOf(Imported.class, outcome);
    }

    private Set<String> people(Split split) {
        return sink.rows(split).stream()
                .map(row -> String.valueOf(row.identity()))
                .collect(toSet());
    }

    private static double label(ShardRow row, String name) {
        Map<String, Double> labels = row.labels();
        return labels == null ? Double.NaN : labels.getOrDefault(name, Double.NaN);
    }

    private static boolean disjoint(Set<String> left, Set<String> right) {
        return List.copyOf(left).stream().noneMatch(right::contains);
    }
}
