package io.likeness.gateway.upload;

import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.Failure;
import io.likeness.contracts.LikenessException;
import io.likeness.contracts.ObjectReference;
import io.likeness.platform.store.Bucket;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A file that has arrived, or is on its way.
 *
 * @param bytes of the whole, absent while nobody has said
 * @param sha256 of its content, 64 lower-case hexadecimal digits; absent until it is stored
 * @param createdAt when it was stored, or begun
 * @param offset bytes that have come; absent once it is stored
 * @param expiresAt when it is given up; absent once it is stored
 * @param datasetName of the dataset to which its images are added by themselves; absent where nobody wanted that
 * @param datasetId of the dataset that has them, once its import is accepted
 * @param failure why it cannot be
 */
@Schema(description = "A file that has arrived, or is on its way")
public record Upload(
        @Schema(examples = "7b0f2c1e-6d0a-4c55-9a53-5b8f3f1f6c11")
        String id,

        @Schema(examples = "img_align_celeba.zip") String fileName,

        @Schema(description = "Of the whole; absent while nobody has said", examples = "1443490838") @Nullable
        Long bytes,

        @Schema(description = "SHA-256 of the content; absent until it is stored") @Nullable
        String sha256,

        Instant createdAt,

        @Schema(description = "Whether it may be used, or is still to come")
        UploadStatus status,

        @Schema(description = "Bytes that have come; absent once it is stored", examples = "8388608") @Nullable
        Long offset,

        @Schema(description = "When it is given up unless more of it comes; absent once it is stored") @Nullable
        Instant expiresAt,

        @Schema(description = "Of the dataset to which its images are added by themselves", examples = "people")
        @Nullable
        String datasetName,

        @Schema(description = "The dataset that has them, too, once its import is accepted") @Nullable
        String datasetId,

        @Schema(description = "Why that cannot be") @Nullable
        Failure failure) {
    static final String MEDIA_TYPE = "application/octet-stream";

    static Upload stored(
            String id, String fileName, long bytes, String sha256, Instant now, @Nullable String datasetName) {
        return new Upload(id, fileName, bytes, sha256, now, UploadStatus.STORED, null, null, datasetName, null, null);
    }

    /**
     * The claim check that a command carries.
     *
     * @throws LikenessException {@code STATE_CONFLICT} while it is on its way
     */
    public ObjectReference reference() {
        if (sha256 == null || bytes == null) {
            throw new LikenessException(
                    ErrorCode.STATE_CONFLICT, "upload: expected one that has come whole, found '" + id + "'");
        }
        return new ObjectReference(Bucket.UPLOADS.logicalName(), id, sha256, bytes, MEDIA_TYPE);
    }
}
