package io.likeness.ingest.dataset;

import static io.likeness.ingest.DrawnImages.drawn;
import static io.likeness.ingest.DrawnImages.encoded;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.Failure;
import io.likeness.contracts.dataset.ImportOptions;
import io.likeness.contracts.dataset.ImportReport.SkipReason;
import io.likeness.contracts.dataset.ImportReport.SkippedEntry;
import io.likeness.contracts.dataset.Layout;
import io.likeness.ingest.KeepingSink;
import io.likeness.ingest.TestArchive;
import io.likeness.ingest.dataset.ImportOutcome.Imported;
import io.likeness.ingest.dataset.ImportOutcome.Refused;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;

/** What the tests of imports without a service share: an archive in a folder, and a sink that keeps what comes of it. */
abstract class DatasetImportScenario {
    static final String ATTRIBUTES = "3\nSmiling\n000001.jpg 1\n000002.jpg -1\n000003.jpg 1\n";

    @TempDir
    Path folder;

    final KeepingSink sink = new KeepingSink();

    Imported imported(Path archive, Map<String, Path> companions) {
        return assertInstanceOf(Imported.class, run(ImportLimits.DEFAULTS, archive, companions, options(null)));
    }

    ImportOutcome run(ImportLimits limits, Path archive, Map<String, Path> companions, ImportOptions importOptions) {
        return new DatasetImport(limits, 2).run(new ImportSource(archive, companions), importOptions, sink);
    }

    void assertRefused(ErrorCode code, String message, Path archive, ImportOptions importOptions) {
        Refused refused = assertInstanceOf(Refused.class, run(ImportLimits.DEFAULTS, archive, Map.of(), importOptions));
        assertEquals(new Failure(code, message, false), refused.failure());
        assertEquals(List.of(), sink.shards());
    }

    static Map.Entry<String, SkipReason> reason(SkippedEntry entry) {
        return Map.entry(entry.source(), entry.reason());
    }

    static ImportOptions options(@Nullable Layout layout) {
        return new ImportOptions(layout, 1, 64, null, null);
    }

    static TestArchive celebaImages(String path) {
        return new TestArchive()
                .file(path + "000001.jpg", encoded(drawn(1, 89, 109), "jpeg"))
                .file(path + "000002.jpg", encoded(drawn(2, 89, 109), "jpeg"))
                .file(path + "000003.jpg", encoded(drawn(3, 89, 109), "jpeg"));
    }
}
