package io.likeness.ingest.dataset;

import static io.likeness.ingest.DrawnImages.jpeg;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.dataset.ImportReport.LabelFileUse;
import io.likeness.contracts.dataset.ImportReport.SkipReason;
import io.likeness.contracts.dataset.Layout;
import io.likeness.ingest.TestArchive;
import io.likeness.ingest.dataset.ImportOutcome.Imported;
import io.likeness.ingest.dataset.ImportOutcome.Refused;
import io.likeness.ingest.dataset.ImportSource.Further;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Several archives that become one dataset. */
class ArchivesImportTest extends DatasetImportScenario {
    @Test
    void readsSeveralArchivesAsOneEachWithItsOwnTable() throws IOException {
        Path first = new TestArchive()
                .file("metadata.csv", "file_name,age\n1.jpg,10\n2.jpg,11\n")
                .file("1.jpg", jpeg(1))
                .file("2.jpg", jpeg(2))
                .zip(folder);
        Path second = new TestArchive()
                .file("1.jpg", jpeg(3))
                .file("metadata.csv", "file_name,age\n1.jpg,20\n")
                .file("again.jpg", jpeg(2))
                .tar(folder);
        ImportSource source = new ImportSource(first, List.of(new Further("b.tar", second)), Map.of());

        Imported imported = assertInstanceOf(
                Imported.class, new DatasetImport(ImportLimits.DEFAULTS, 2).run(source, options(null), sink));

        assertEquals(Map.of("age", 10.0), sink.row("1.jpg").labels());
        assertEquals(Map.of("age", 20.0), sink.row("#2/1.jpg").labels());
        assertEquals(Map.of(SkipReason.DUPLICATE, 1L), imported.skippedByReason());
        assertEquals(4, imported.entries());
        assertEquals(List.of(new LabelFileUse("metadata.csv", 3, 0, 1, List.of())), imported.labelFiles());
    }

    @Test
    void saysWhichOfSeveralArchivesCannotBeRead() throws IOException {
        Path text = Files.writeString(folder.resolve("no archive"), "<html>");
        ImportSource source =
                new ImportSource(celebaImages("").zip(folder), List.of(new Further("b.zip", text)), Map.of());

        Refused refused = assertInstanceOf(
                Refused.class, new DatasetImport(ImportLimits.DEFAULTS, 2).run(source, options(null), sink));

        assertEquals(ErrorCode.UNSUPPORTED_ARCHIVE, refused.failure().code());
        assertTrue(refused.failure().message().startsWith("b.zip: archive: expected"), refused::toString);
    }

    /** The folder that tells archives apart is nobody's. */
    @Test
    void takesNoArchiveForAPerson() throws IOException {
        ImportSource source = new ImportSource(
                new TestArchive()
                        .file("Ann/1.jpg", jpeg(1))
                        .file("Bo/1.jpg", jpeg(2))
                        .zip(folder),
                List.of(new Further(
                        "b.tar",
                        new TestArchive()
                                .file("Ann/2.jpg", jpeg(3))
                                .file("3.jpg", jpeg(4))
                                .tar(folder))),
                Map.of());

        assertInstanceOf(
                Imported.class, new DatasetImport(ImportLimits.DEFAULTS, 2).run(source, options(Layout.PEOPLE), sink));

        assertEquals("Ann", sink.row("#2/Ann/2.jpg").identity());
        assertNull(sink.row("#2/3.jpg").identity());
    }
}
