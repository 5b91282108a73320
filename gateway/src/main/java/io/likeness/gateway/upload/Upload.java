package io.likeness.gateway.upload;

import io.likeness.contracts.Failure;
import io.likeness.contracts.ObjectReference;
import io.likeness.platform.store.Bucket;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A file that arrived whole.
 *
 * @param sha256 of its content, 64 lower-case hexadecimal digits
 * @param datasetName of the dataset to which its images are added by themselves; absent where nobody wanted that
 * @param datasetId of the dataset that has them, once its import is accepted
 * @param failure why it cannot be
 */
@Schema(description = "A file that arrived whole")
public record Upload(
        @Schema(examples = "7b0f2c1e-6d0a-4c55-9a53-5b8f3f1f6c11")
        String id,

        @Schema(examples = "img_align_celeba.zip") String fileName,
        @Schema(examples = "1443490838") long bytes,
        @Schema(description = "SHA-256 of the content") String sha256,
        Instant createdAt,

        @Schema(description = "Of the dataset to which its images are added by themselves", examples = "people")
        @Nullable
        String datasetName,

        @Schema(description = "The dataset that has them, too, once its import is accepted") @Nullable
        String datasetId,

        @Schema(description = "Why that cannot be") @Nullable
        Failure failure) {
    static final String MEDIA_TYPE = "application/octet-stream";

    /** The claim check that a command carries. */
    public ObjectReference reference() {
        return new ObjectReference(Bucket.UPLOADS.logicalName(), id, sha256, bytes, MEDIA_TYPE);
    }
}
