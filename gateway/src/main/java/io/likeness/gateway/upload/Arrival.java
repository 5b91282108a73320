package io.likeness.gateway.upload;

import io.likeness.gateway.access.Tenant;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An upload on its way, as its row says.
 *
 * @param tenant whose it is
 * @param keyId by which it came, absent if by none
 * @param fileName empty of a piece
 * @param piece whether it is only there to be put together with others
 * @param pieces of which it was put together, as the client named them
 * @param metadata as the client gave it
 * @param length of the whole in bytes, absent while the client has not said
 * @param offset bytes that have come and are kept
 * @param complete whether all has come
 * @param digest state of the SHA-256 of what has come
 * @param sha256 of a piece that is whole and stored
 * @param storeUpload the store's name for the parts, absent while there are none
 * @param rest key of the object of what came after the last part, absent if nothing did
 * @param restSha256 of that object
 * @param fence of its newest writer
 */
record Arrival(
        String id,
        Tenant tenant,
        @Nullable String keyId,
        String fileName,
        @Nullable String datasetName,
        String correlationId,
        Instant createdAt,
        Instant expiresAt,
        boolean piece,
        @Nullable String pieces,
        @Nullable String metadata,
        @Nullable Long length,
        long offset,
        boolean complete,
        String digest,
        @Nullable String sha256,
        @Nullable String storeUpload,
        @Nullable String rest,
        int restBytes,
        @Nullable String restSha256,
        long fence) {

    /** Whether all has come and the object is still to be made of it. */
    boolean unsettled() {
        return complete && sha256 == null;
    }

    Arrival withLength(@Nullable Long said) {
        return new Arrival(
                id,
                tenant,
                keyId,
                fileName,
                datasetName,
                correlationId,
                createdAt,
                expiresAt,
                piece,
                pieces,
                metadata,
                said,
                offset,
                complete,
                digest,
                sha256,
                storeUpload,
                rest,
                restBytes,
                restSha256,
                fence);
    }

    Standing standing() {
        return new Standing(id, offset, length, complete, expiresAt, piece, pieces, metadata, null);
    }

    Upload upload() {
        return new Upload(
                id,
                fileName,
                length,
                null,
                createdAt,
                UploadStatus.RECEIVING,
                offset,
                expiresAt,
                datasetName,
                null,
                null);
    }

    /** In words, why it cannot be used yet. */
    String missing() {
        if (piece) {
            return "a piece, which is to be put together with others first";
        }
        return length == null
                ? "one of which %d bytes have come, and it is not said how many are missing".formatted(offset)
                : "one of which %d of %d bytes are missing".formatted(length - offset, length);
    }
}
