package io.likeness.platform.store;

import io.minio.MinioAsyncClient;
import io.minio.errors.MinioException;
import io.minio.messages.ListMultipartUploadsResult;
import io.minio.messages.Part;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/** The multipart uploads of an S3 bucket, which the client that waits does not offer. Safe for threads. */
final class MinioSessions {
    private final MinioAsyncClient client;

    MinioSessions(MinioAsyncClient client) {
        this.client = client;
    }

    ListMultipartUploadsResult page(
            String bucket, String prefix, @Nullable String afterKey, @Nullable String afterUpload)
            throws MinioException, IOException, GeneralSecurityException {
        return await(client.listMultipartUploadsAsync(
                        bucket, null, null, null, afterKey, null, prefix, afterUpload, null, null))
                .result();
    }

    void abort(String bucket, UnfinishedUpload upload) throws MinioException, IOException, GeneralSecurityException {
        await(client.abortMultipartUploadAsync(bucket, null, upload.key(), upload.uploadId(), null, null));
    }

    String begin(String bucket, String key) throws MinioException, IOException, GeneralSecurityException {
        return await(client.createMultipartUploadAsync(bucket, null, key, null, null))
                .result()
                .uploadId();
    }

    void complete(String bucket, UnfinishedUpload upload, List<StoredPart> parts)
            throws MinioException, IOException, GeneralSecurityException {
        Part[] all =
                parts.stream().map(part -> new Part(part.number(), part.tag())).toArray(Part[]::new);
        await(client.completeMultipartUploadAsync(bucket, null, upload.key(), upload.uploadId(), all, null, null));
    }

    /** What the client would have thrown, had the call been one that waits. */
    private static <T> T await(CompletableFuture<T> answer)
            throws MinioException, IOException, GeneralSecurityException {
        try {
            return answer.join();
        } catch (CompletionException e) {
            Throwable cause = e.getCause();
            while (cause instanceof CompletionException && cause.getCause() != null) {
                cause = cause.getCause();
            }
            switch (cause) {
                case MinioException refused -> throw refused;
                case IOException broken -> throw broken;
                case null, default -> throw e;
            }
        }
    }
}
