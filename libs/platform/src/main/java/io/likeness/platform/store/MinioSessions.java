package io.likeness.platform.store;

import com.google.common.collect.Multimap;
import io.minio.BucketExistsArgs;
import io.minio.MinioAsyncClient;
import io.minio.Xml;
import io.minio.errors.MinioException;
import io.minio.messages.ListMultipartUploadsResult;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * The multipart uploads of an S3 bucket. The client's own listing of them always sends a delimiter and a length of page, which
 * S3Proxy answers with 501; this one sends only what it has to say. Safe for threads.
 */
final class MinioSessions extends MinioAsyncClient {

    MinioSessions(MinioAsyncClient client) {
        super(client);
    }

    ListMultipartUploadsResult page(
            String bucket, String prefix, @Nullable String afterKey, @Nullable String afterUpload)
            throws MinioException, IOException, GeneralSecurityException {
        Multimap<String, String> query = newMultimap("uploads", "", "prefix", prefix);
        if (afterKey != null) {
            query.put("key-marker", afterKey);
        }
        if (afterUpload != null) {
            query.put("upload-id-marker", afterUpload);
        }
        BucketExistsArgs where = BucketExistsArgs.builder().bucket(bucket).build();
        try (Response answer = await(executeGetAsync(where, null, query))) {
            return Xml.unmarshal(ListMultipartUploadsResult.class, answer.body().charStream());
        }
    }

    void abort(String bucket, UnfinishedUpload upload) throws MinioException, IOException, GeneralSecurityException {
        await(abortMultipartUploadAsync(bucket, null, upload.key(), upload.uploadId(), null, null));
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
