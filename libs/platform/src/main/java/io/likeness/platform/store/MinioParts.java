package io.likeness.platform.store;

import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.LikenessException;
import io.minio.GetPresignedObjectUrlArgs;
import io.minio.MinioClient;
import io.minio.errors.MinioException;
import io.minio.http.Method;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;

/**
 * Objects that are written part by part, and small ones, from a buffer of the caller's. They are sent by an address that is signed
 * before, as the client's own calls copy them, which would double the memory that an upload takes. Safe for threads.
 */
final class MinioParts {
    private static final int MINUTES = 15;

    private final MinioClient client;
    private final MinioSessions sessions;
    private final OkHttpClient http;

    MinioParts(MinioClient client, MinioSessions sessions, OkHttpClient http) {
        this.client = client;
        this.sessions = sessions;
        this.http = http;
    }

    UnfinishedUpload begin(String bucket, String key) {
        return StoreCalls.call(key, () -> new UnfinishedUpload(key, sessions.begin(bucket, key)));
    }

    StoredPart put(String bucket, UnfinishedUpload upload, int number, byte[] content, int length) {
        Map<String, String> part = Map.of("partNumber", Integer.toString(number), "uploadId", upload.uploadId());
        return new StoredPart(number, send(bucket, upload.key(), part, content, length));
    }

    void put(String bucket, String key, byte[] content, int length) {
        send(bucket, key, Map.of(), content, length);
    }

    /** Tells the tag of what was sent. */
    private String send(String bucket, String key, Map<String, String> query, byte[] content, int length) {
        return StoreCalls.call(key, () -> {
            Request request = new Request.Builder()
                    .url(address(bucket, key, query))
                    .put(RequestBody.create(content, null, 0, length))
                    .build();
            try (Response answer = http.newCall(request).execute()) {
                return tag(key, answer);
            }
        });
    }

    void complete(String bucket, UnfinishedUpload upload, List<StoredPart> parts) {
        StoreCalls.call(upload.key(), () -> {
            sessions.complete(bucket, upload, parts);
            return upload;
        });
    }

    private String address(String bucket, String key, Map<String, String> query)
            throws MinioException, IOException, GeneralSecurityException {
        return client.getPresignedObjectUrl(GetPresignedObjectUrlArgs.builder()
                .method(Method.PUT)
                .bucket(bucket)
                .object(key)
                .expiry(MINUTES, TimeUnit.MINUTES)
                .extraQueryParams(query)
                .build());
    }

    private static String tag(String key, Response answer) throws IOException {
        String tag = answer.header("ETag");
        if (answer.isSuccessful() && tag != null) {
            return tag.replace("\"", "");
        }
        int status = answer.code();
        if (status == 404) {
            throw new LikenessException(
                    ErrorCode.NOT_FOUND, "object " + key + ": expected an upload in parts, found none");
        }
        if (status >= 400 && status < 500 && status != 408 && status != 429) {
            throw new LikenessException(
                    ErrorCode.INTERNAL_ERROR, "object " + key + ": the object store refused it: " + status);
        }
        throw new IOException("the object store answered " + status);
    }
}
