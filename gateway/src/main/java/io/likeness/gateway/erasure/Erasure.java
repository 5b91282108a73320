package io.likeness.gateway.erasure;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.likeness.contracts.Failure;
import io.likeness.contracts.dataset.ImageErased;
import io.likeness.contracts.model.VersionRef;
import io.likeness.contracts.training.TracesErased;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What is known of an erasure.
 *
 * @param sha256 of the file
 * @param endedAt absent while it runs
 * @param failure why the image may still be stored; it is refused all the same
 */
@Schema(description = "What is known of an erasure")
public record Erasure(
        String id,
        @Schema(description = "SHA-256 of the file") String sha256,
        ErasureStatus status,
        Instant requestedAt,
        @Nullable Instant endedAt,
        @Nullable Failure failure,

        @Schema(description = "What has come of it; whole once it has succeeded")
        Receipt receipt,

        Links links) {

    /**
     * What was replaced, deleted, called off and marked.
     *
     * @param uploads those that were the file, or held it
     * @param datasets those that held it
     * @param generations deleted, as they were given the file
     * @param calledOff trainings that had not ended on datasets that held it
     * @param cleared trainings whose films, evaluation pages and checkpoints were removed
     * @param removed keys of these
     * @param versions that were trained with it and are still kept
     */
    @Schema(name = "ErasureReceipt", description = "What was replaced, deleted, called off and marked")
    public record Receipt(
            List<Replacement> uploads,
            List<Replacement> datasets,
            List<String> generations,

            @Schema(description = "Trainings that had not ended on datasets that held it")
            List<String> calledOff,

            @Schema(description = "Trainings whose films, evaluation pages and checkpoints were removed")
            List<String> cleared,

            @Schema(description = "Keys of the objects of these trainings")
            List<String> removed,

            @Schema(
                    description =
                            "Versions that were trained with it, or go on from such a version; still kept, and marked",
                    examples = "[\"celeba/3\"]")
            List<String> versions) {

        static Receipt of(
                List<Replacement> deletedUploads,
                List<String> generations,
                List<String> calledOff,
                @Nullable ImageErased erased,
                @Nullable TracesErased traces,
                List<VersionRef> versions) {
            return new Receipt(
                    Stream.concat(deletedUploads.stream(), rewritten(erased)).toList(),
                    erased == null ? List.of() : revised(erased),
                    generations,
                    calledOff,
                    traces == null ? List.of() : traces.trainings(),
                    traces == null ? List.of() : traces.removed(),
                    versions.stream().map(VersionRef::toString).toList());
        }

        private static Stream<Replacement> rewritten(@Nullable ImageErased erased) {
            return erased == null
                    ? Stream.of()
                    : erased.uploads().stream()
                            .map(upload -> new Replacement(
                                    upload.before().key(),
                                    upload.before().sha256(),
                                    upload.after().sha256()));
        }

        private static List<Replacement> revised(ImageErased erased) {
            return erased.datasets().stream()
                    .map(revised -> new Replacement(
                            revised.datasetId(),
                            revised.before(),
                            revised.manifest().sha256()))
                    .toList();
        }
    }

    /**
     * Something with other bytes than before.
     *
     * @param before SHA-256, of a dataset that of its manifest
     * @param after absent for what was deleted
     */
    @Schema(name = "Replacement", description = "Something with other bytes than before")
    public record Replacement(
            String id,

            @Schema(description = "SHA-256; of a dataset its digest")
            String before,

            @Schema(description = "Absent where it was deleted") @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            String after) {}

    /** Where to look next. */
    @Schema(name = "ErasureLinks")
    public record Links(
            String self,

            @Schema(description = "To be posted to: trains what was marked anew; absent where nothing was") @Nullable
            String retrainings) {
        static Links of(String id, ErasureStatus status, List<VersionRef> versions) {
            String self = "/v1/erasures/" + id;
            boolean offered = status == ErasureStatus.SUCCEEDED && !versions.isEmpty();
            return new Links(self, offered ? self + "/retrainings" : null);
        }
    }
}
