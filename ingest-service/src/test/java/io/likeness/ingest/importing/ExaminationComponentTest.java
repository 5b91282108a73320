package io.likeness.ingest.importing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.likeness.contracts.Json;
import io.likeness.contracts.dataset.DatasetSealed;
import io.likeness.contracts.dataset.DeleteDataset;
import io.likeness.contracts.dataset.DoctorReport;
import io.likeness.contracts.dataset.DoctorReport.DoctorFindingKind;
import io.likeness.ingest.DrawnImages;
import io.likeness.ingest.TestArchive;
import io.likeness.platform.store.Bucket;
import io.likeness.testkit.LikenessPlatformResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** What the doctor says of datasets that are sealed, sealed anew and deleted. */
@QuarkusTest
@WithTestResource(value = LikenessPlatformResource.class, initArgs = @ResourceArg(name = "role", value = "ingest"))
class ExaminationComponentTest extends ErasureScenario {
    /** The large dataset of another test may be looked at before. */
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @Test
    void reportsOnADatasetOnceItIsSealedAndAnewWithoutAnImage() {
        TestArchive archive = five().file("once.bmp", DrawnImages.encoded(DrawnImages.noise(number, 64, 64), "bmp"))
                .file("twice.tif", DrawnImages.encoded(DrawnImages.noise(number, 64, 64), "tiff"));
        imported(archive);
        DatasetSealed sealed = awaitEnd(DatasetSealed.class);

        DoctorReport report = awaitReport(sealed.manifest().key());

        assertEquals(sealed.manifest().sha256(), report.digest());
        assertEquals(7, report.images());
        assertEquals(7, report.compared());
        DoctorReport.DoctorFinding twice = report.findings().stream()
                .filter(finding -> finding.kind() == DoctorFindingKind.NEAR_DUPLICATES)
                .findFirst()
                .orElseThrow(() -> new AssertionError(report));
        assertEquals(
                List.of("once.bmp", "twice.tif"),
                twice.shown().getFirst().images().stream()
                        .map(DoctorReport.FoundImage::source)
                        .sorted()
                        .toList());

        String anew = erase(erasureId).datasets().getFirst().manifest().key();
        DoctorReport after = awaitReport(anew);
        assertEquals(6, after.images());
        assertNotEquals(report.digest(), after.digest());
        assertEquals(
                Optional.empty(),
                store.find(Bucket.DATASETS, DoctorReport.key(sealed.manifest().key())));
    }

    @Test
    void leavesNothingOfADatasetThatIsDeleted() {
        imported(five());
        awaitEnd(DatasetSealed.class);
        send(new DeleteDataset(datasetId), "correlation");

        Awaitility.await().atMost(PATIENCE).untilAsserted(() -> {
            assertEquals(List.of(), keys(Bucket.DATASETS));
            assertEquals(0, openExaminations());
        });
        assertEquals(List.of(), keys(Bucket.DATASETS));
    }

    private long openExaminations() {
        return jdbi.withHandle(handle -> handle.createQuery("SELECT count(*) FROM job WHERE kind = 'examine-dataset'"
                        + " AND correlation_id = :dataset AND ended_at IS NULL")
                .bind("dataset", datasetId)
                .mapTo(Long.class)
                .one());
    }

    private DoctorReport awaitReport(String manifest) {
        return Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> store.find(Bucket.DATASETS, DoctorReport.key(manifest)), Optional::isPresent)
                .map(json -> Json.decode(json, DoctorReport.class))
                .orElseThrow();
    }
}
