package io.likeness.ingest.importing;

import static java.util.Locale.ROOT;

import io.likeness.contracts.dataset.ImportReport.SkipReason;
import io.likeness.ingest.dataset.ImportOutcome.Imported;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/** Counts what imports have read, taken and refused; an attempt that is repeated counts again. Safe for threads. */
final class ImportMeters {
    private final MeterRegistry meters;
    private final Counter read;
    private final Counter accepted;
    private final Counter bytes;

    ImportMeters(MeterRegistry meters) {
        this.meters = meters;
        this.read = counter("likeness.ingest.read", "Files that imports have looked at", "files")
                .register(meters);
        this.accepted = counter("likeness.ingest.accepted", "Images that went into datasets", "images")
                .register(meters);
        this.bytes = counter("likeness.ingest.read.size", "Bytes of archives that were imported", "bytes")
                .register(meters);
        for (SkipReason reason : SkipReason.values()) {
            refused(reason);
        }
    }

    void imported(Imported imported, long archiveBytes) {
        read.increment(imported.entries());
        accepted.increment(imported.counts().total());
        bytes.increment(archiveBytes);
        imported.skippedByReason().forEach((reason, count) -> refused(reason).increment(count));
    }

    private Counter refused(SkipReason reason) {
        return counter("likeness.ingest.refused", "Files that went into no dataset, by the reason", "files")
                .tag("reason", reason.name().toLowerCase(ROOT))
                .register(meters);
    }

    private static Counter.Builder counter(String name, String description, String unit) {
        return Counter.builder(name).description(description).baseUnit(unit);
    }
}
