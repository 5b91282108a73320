package io.likeness.gateway.dataset;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.Failure;
import io.likeness.contracts.LikenessException;
import io.likeness.contracts.dataset.DatasetSealed;
import io.likeness.contracts.dataset.ImportDataset;
import io.likeness.contracts.dataset.ImportOptions;
import io.likeness.contracts.dataset.ImportProgressed;
import io.likeness.contracts.dataset.Layout;
import io.likeness.contracts.dataset.SplitCounts;
import java.time.Instant;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a dataset.
 *
 * @param layout recognised or asked for, absent until known
 * @param progress absent until the first images are read
 * @param counts images per split, present once sealed
 * @param digest of the manifest, present once sealed
 * @param failure why it was rejected
 */
@Schema(description = "What is known of a dataset")
public record Dataset(
        String id,
        @Schema(examples = "celeba") String name,
        DatasetStatus status,
        @Nullable Layout layout,
        ImportOptions options,
        @Nullable Progress progress,
        @Nullable SplitCounts counts,
        @Nullable String digest,
        @Nullable Double seconds,
        @Nullable Failure failure,
        Instant createdAt,
        @Nullable Instant startedAt,
        @Nullable Instant endedAt,
        Links links,
        @JsonIgnore @Schema(hidden = true) @Nullable DatasetSealed sealed) {

    static Dataset of(ImportDataset command, State state) {
        DatasetSealed sealed = state.sealed();
        String self = "/v1/datasets/" + command.datasetId();
        return new Dataset(
                command.datasetId(),
                command.name(),
                state.status(),
                state.layout() == null ? command.options().layout() : state.layout(),
                command.options(),
                Progress.of(state),
                sealed == null ? null : sealed.counts(),
                sealed == null ? null : sealed.manifest().sha256(),
                sealed == null ? null : sealed.seconds(),
                state.failure(),
                state.createdAt(),
                state.startedAt(),
                state.endedAt(),
                new Links(
                        self, sealed == null ? null : self + "/report", sealed == null ? null : self + "/preview.png"),
                sealed);
    }

    /** @throws LikenessException {@code STATE_CONFLICT} unless the dataset is sealed */
    DatasetSealed requireSealed() {
        if (sealed == null) {
            throw new LikenessException(
                    ErrorCode.STATE_CONFLICT,
                    "dataset " + id + ": expected it to be sealed, found it "
                            + status.name().toLowerCase(Locale.ROOT));
        }
        return sealed;
    }

    /** How far the import is, in entries of the archive. */
    @Schema(name = "ImportProgress", description = "How far the import is, in entries of the archive")
    public record Progress(
            long read,
            long entries,
            long accepted,
            long skipped,
            @Schema(description = "Why the import does not go on for now; absent while it does") @Nullable
            String waitingFor) {

        static @Nullable Progress of(State state) {
            DatasetSealed sealed = state.sealed();
            if (sealed != null) {
                long accepted = sealed.counts().total();
                long entries = accepted + sealed.skipped();
                return new Progress(entries, entries, accepted, sealed.skipped(), null);
            }
            ImportProgressed latest = state.progress();
            return latest == null
                    ? null
                    : new Progress(
                            latest.read(),
                            latest.entries(),
                            latest.accepted(),
                            latest.skipped(),
                            state.endedAt() == null ? latest.waitingFor() : null);
        }
    }

    /** Where to look next. */
    @Schema(name = "DatasetLinks")
    public record Links(
            String self, @Nullable String report, @Nullable String preview) {}

    /** What the events have told so far. */
    record State(
            DatasetStatus status,
            @Nullable Layout layout,
            @Nullable ImportProgressed progress,
            @Nullable DatasetSealed sealed,
            @Nullable Failure failure,
            Instant createdAt,
            @Nullable Instant startedAt,
            @Nullable Instant endedAt) {}
}
