package io.likeness.gateway.dataset;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.databind.JsonNode;
import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.Failure;
import io.likeness.contracts.LikenessException;
import io.likeness.contracts.dataset.DatasetChanges;
import io.likeness.contracts.dataset.DatasetSealed;
import io.likeness.contracts.dataset.ImportOptions;
import io.likeness.contracts.dataset.ImportProgressed;
import io.likeness.contracts.dataset.Layout;
import io.likeness.contracts.dataset.SplitCounts;
import io.likeness.gateway.ledger.Job;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a dataset.
 *
 * @param addedTo the dataset whose images it has, too; absent for one that has its upload's alone
 * @param revisionOf the dataset whose next version it is; absent for one that is none
 * @param layout recognised or asked for, absent until known
 * @param progress absent until the first images are read
 * @param counts images per split, present once sealed
 * @param request as it was sent, or as it follows from an upload that names a dataset
 * @param queuePosition among the imports that wait, 1 for the next
 * @param digest of the manifest, present once sealed
 * @param failure why it was rejected or has expired
 * @param deadline by which its import has to be started
 * @param cancelRequestedAt when its end was first asked for
 * @param expiresAt when it is forgotten, where it made nothing
 */
@Schema(description = "What is known of a dataset")
public record Dataset(
        String id,
        @Schema(examples = "celeba") String name,
        DatasetStatus status,
        @Nullable String addedTo,
        @Nullable String revisionOf,
        @Nullable Layout layout,
        ImportOptions options,

        @Schema(implementation = DatasetRequest.class, description = "As it was sent") @Nullable
        JsonNode request,

        @Schema(
                description =
                        "Among all imports that wait, whoever sent them, 1 for the next; absent where it does not wait")
        @Nullable
        Integer queuePosition,

        @Nullable Progress progress,
        @Nullable SplitCounts counts,
        @Nullable String digest,
        @Nullable Double seconds,
        @Nullable Failure failure,
        Instant createdAt,
        Instant deadline,
        @Nullable Instant startedAt,
        @Nullable Instant cancelRequestedAt,
        @Nullable Instant endedAt,
        @Nullable Instant expiresAt,
        Links links,
        @JsonIgnore @Schema(hidden = true) @Nullable DatasetSealed sealed) {

    /** The documents of what its events told. */
    static final String LAYOUT = "layout";

    static final String PROGRESS = "progress";
    static final String SEALED = "sealed";

    public static Dataset of(Job job) {
        Command command = job.command(Command.class);
        DatasetSealed sealed = job.find(SEALED, DatasetSealed.class);
        Layout layout = job.find(LAYOUT, Layout.class);
        Job.Times times = job.times();
        return new Dataset(
                job.id(),
                command.name(),
                DatasetStatus.of(job.status()),
                command.changes() == null ? command.baseId() : null,
                command.changes() == null ? null : command.baseId(),
                layout == null ? command.options().layout() : layout,
                command.options(),
                job.request(),
                job.queuePosition(),
                Progress.of(job, command.baseId() == null ? sealed : null),
                sealed == null ? null : sealed.counts(),
                sealed == null ? null : sealed.manifest().sha256(),
                sealed == null ? null : sealed.seconds(),
                job.findFailure(),
                times.createdAt(),
                times.deadline(),
                times.startedAt(),
                times.cancelRequestedAt(),
                times.endedAt(),
                times.expiresAt(),
                Links.of(job, sealed, command.baseId() != null),
                sealed);
    }

    /** What both commands that make a dataset say. */
    private record Command(
            String name,
            ImportOptions options,
            @Nullable String baseId,
            @Nullable DatasetChanges changes) {}

    /** The id of the dataset that it was made from, absent where it was made from none. */
    @Nullable
    String base() {
        return addedTo == null ? revisionOf : addedTo;
    }

    /** @throws LikenessException {@code STATE_CONFLICT} unless the dataset is sealed */
    DatasetSealed requireSealed() {
        if (sealed == null) {
            throw new LikenessException(
                    ErrorCode.STATE_CONFLICT,
                    "dataset " + id + ": expected it to be sealed, found it " + status.word());
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

        /** @param sealed of a dataset that has its upload's images alone, once it is */
        static @Nullable Progress of(Job job, @Nullable DatasetSealed sealed) {
            if (sealed != null) {
                long accepted = sealed.counts().total();
                long entries = accepted + sealed.skipped();
                return new Progress(entries, entries, accepted, sealed.skipped(), null);
            }
            ImportProgressed latest = job.find(PROGRESS, ImportProgressed.class);
            return latest == null
                    ? null
                    : new Progress(
                            latest.read(),
                            latest.entries(),
                            latest.accepted(),
                            latest.skipped(),
                            job.status().ended() ? null : latest.waitingFor());
        }
    }

    /** Where to look next. */
    @Schema(name = "DatasetLinks")
    public record Links(
            String self,
            @Nullable String report,
            @Nullable String doctor,
            @Nullable String preview,

            @Schema(
                    description =
                            "What differs from the dataset that it was made from; absent where it was made from none")
            @Nullable
            String changes,

            @Schema(description = "To be posted to; absent once the import has ended") @Nullable
            String cancel) {
        private static Links of(Job job, @Nullable DatasetSealed sealed, boolean based) {
            String self = "/v1/datasets/" + job.id();
            return new Links(
                    self,
                    sealed == null ? null : self + "/report",
                    sealed == null ? null : self + "/doctor",
                    sealed == null ? null : self + "/preview.png",
                    sealed == null || !based ? null : self + "/changes",
                    job.status().ended() ? null : self + "/cancel");
        }
    }
}
