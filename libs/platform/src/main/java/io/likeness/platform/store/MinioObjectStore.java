package io.likeness.platform.store;

import io.likeness.contracts.Digests;
import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.LikenessException;
import io.likeness.contracts.ObjectReference;
import io.minio.BucketExistsArgs;
import io.minio.GetObjectArgs;
import io.minio.MakeBucketArgs;
import io.minio.MinioClient;
import io.minio.PutObjectArgs;
import io.minio.RemoveObjectArgs;
import io.minio.errors.ErrorResponseException;
import io.minio.errors.MinioException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import okhttp3.OkHttpClient;

/** The store behind any S3 endpoint, by the MinIO client. */
public final class MinioObjectStore implements ObjectStore {
    /** Memory that one streamed upload takes; S3 allows 10,000 parts, so 80 GB an object. */
    private static final long PART_BYTES = 8L << 20;

    private static final Set<String> ABSENT = Set.of("NoSuchKey", "NoSuchBucket", "NoSuchObject");

    /** 4xx that pass by themselves (Amazon S3, "Error responses"): a body that came too slowly, a change that is under way. */
    private static final Set<String> PASSING = Set.of("RequestTimeout", "OperationAborted");

    private final MinioClient client;
    private final String bucketPrefix;
    private final Set<Bucket> known = Collections.synchronizedSet(EnumSet.noneOf(Bucket.class));

    public MinioObjectStore(StoreConfiguration configuration) {
        this.bucketPrefix = configuration.bucketPrefix();
        this.client = MinioClient.builder()
                .endpoint(configuration.endpoint().toString())
                .credentials(configuration.accessKey(), configuration.secretKey())
                .region(configuration.region())
                .httpClient(new OkHttpClient.Builder()
                        .connectTimeout(configuration.connectTimeout())
                        .readTimeout(configuration.transferTimeout())
                        .writeTimeout(configuration.transferTimeout())
                        .build())
                .build();
    }

    @Override
    public ObjectReference put(Bucket bucket, String key, byte[] content, String mediaType) {
        store(bucket, key, new ByteArrayInputStream(content), content.length, mediaType);
        return new ObjectReference(bucket.logicalName(), key, Digests.sha256(content), content.length, mediaType);
    }

    @Override
    public ObjectReference put(Bucket bucket, String key, Path file, String mediaType) {
        try (InputStream in = Files.newInputStream(file)) {
            long bytes = Files.size(file);
            DigestingStream digesting = new DigestingStream(in, bytes);
            store(bucket, key, digesting, bytes, mediaType);
            return new ObjectReference(bucket.logicalName(), key, digesting.sha256(), bytes, mediaType);
        } catch (IOException e) {
            throw new LikenessException(ErrorCode.INTERNAL_ERROR, "cannot read " + file.getFileName(), e);
        }
    }

    @Override
    public ObjectReference put(Bucket bucket, String key, InputStream content, long mostBytes, String mediaType) {
        DigestingStream digesting = new DigestingStream(content, mostBytes);
        store(bucket, key, digesting, -1, mediaType);
        return new ObjectReference(bucket.logicalName(), key, digesting.sha256(), digesting.count(), mediaType);
    }

    @Override
    public byte[] fetch(ObjectReference reference) {
        byte[] content = call(reference.key(), () -> {
            try (InputStream in = open(reference)) {
                return in.readAllBytes();
            }
        });
        verify(reference, Digests.sha256(content));
        return content;
    }

    @Override
    public void fetch(ObjectReference reference, Path target) {
        try {
            String found = call(reference.key(), () -> copy(reference, target));
            verify(reference, found);
        } catch (LikenessException e) {
            deleteAfter(e, target);
            throw e;
        }
    }

    @Override
    public InputStream fetchRange(ObjectReference reference, long offset, long length) {
        return call(
                reference.key(),
                () -> client.getObject(GetObjectArgs.builder()
                        .bucket(bucketPrefix + reference.bucket())
                        .object(reference.key())
                        .offset(offset)
                        .length(length)
                        .build()));
    }

    @Override
    public Optional<byte[]> find(Bucket bucket, String key) {
        try {
            return Optional.of(call(key, () -> {
                try (InputStream in = client.getObject(GetObjectArgs.builder()
                        .bucket(physical(bucket))
                        .object(key)
                        .build())) {
                    return in.readAllBytes();
                }
            }));
        } catch (LikenessException e) {
            if (e.code() == ErrorCode.NOT_FOUND) {
                return Optional.empty();
            }
            throw e;
        }
    }

    @Override
    public void delete(Bucket bucket, String key) {
        ensure(bucket);
        call(key, () -> {
            client.removeObject(RemoveObjectArgs.builder()
                    .bucket(physical(bucket))
                    .object(key)
                    .build());
            return key;
        });
    }

    /** Asks the store for one bucket; throws {@code OBJECT_STORE_UNAVAILABLE} if it does not answer. */
    void ping() {
        call(
                "ping",
                () -> client.bucketExists(BucketExistsArgs.builder()
                        .bucket(physical(Bucket.UPLOADS))
                        .build()));
    }

    private void store(Bucket bucket, String key, InputStream content, long bytes, String mediaType) {
        ensure(bucket);
        call(
                key,
                () -> client.putObject(PutObjectArgs.builder().bucket(physical(bucket)).object(key).stream(
                                content, bytes, bytes < 0 || bytes > PART_BYTES ? PART_BYTES : -1)
                        .contentType(mediaType)
                        .build()));
    }

    private InputStream open(ObjectReference reference) throws MinioException, IOException, GeneralSecurityException {
        return client.getObject(GetObjectArgs.builder()
                .bucket(bucketPrefix + reference.bucket())
                .object(reference.key())
                .build());
    }

    private String copy(ObjectReference reference, Path target)
            throws MinioException, IOException, GeneralSecurityException {
        MessageDigest digest = Digests.newSha256();
        byte[] buffer = new byte[1 << 16];
        try (InputStream in = open(reference);
                TargetFile out = TargetFile.create(target)) {
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                digest.update(buffer, 0, n);
                out.write(buffer, n);
            }
        }
        return Digests.hex(digest.digest());
    }

    private static void verify(ObjectReference reference, String found) {
        if (!found.equals(reference.sha256())) {
            throw new LikenessException(
                    ErrorCode.DIGEST_MISMATCH,
                    "%s/%s: expected SHA-256 %s, found %s"
                            .formatted(reference.bucket(), reference.key(), reference.sha256(), found));
        }
    }

    private static void deleteAfter(LikenessException failure, Path target) {
        try {
            Files.deleteIfExists(target);
        } catch (IOException e) {
            failure.addSuppressed(e);
        }
    }

    private void ensure(Bucket bucket) {
        if (known.contains(bucket)) {
            return;
        }
        call(bucket.logicalName(), () -> {
            BucketExistsArgs exists =
                    BucketExistsArgs.builder().bucket(physical(bucket)).build();
            if (!client.bucketExists(exists)) {
                make(bucket);
            }
            return bucket;
        });
        known.add(bucket);
    }

    private void make(Bucket bucket) throws MinioException, IOException, GeneralSecurityException {
        try {
            client.makeBucket(MakeBucketArgs.builder().bucket(physical(bucket)).build());
        } catch (ErrorResponseException e) {
            if (!e.errorResponse().code().startsWith("BucketAlready")) {
                throw e;
            }
        }
    }

    private String physical(Bucket bucket) {
        return bucketPrefix + bucket.logicalName();
    }

    private interface StoreCall<T> {
        T run() throws MinioException, IOException, GeneralSecurityException;
    }

    private <T> T call(String key, StoreCall<T> call) {
        try {
            return call.run();
        } catch (ErrorResponseException e) {
            if (ABSENT.contains(e.errorResponse().code())) {
                known.clear();
                throw new LikenessException(
                        ErrorCode.NOT_FOUND, "object " + key + ": expected in the store, found none", e);
            }
            if (refused(e)) {
                throw new LikenessException(
                        ErrorCode.INTERNAL_ERROR,
                        "object " + key + ": the object store refused it: "
                                + e.errorResponse().code(),
                        e);
            }
            throw unavailable(key, e);
        } catch (IOException e) {
            if (e instanceof DigestingStream.LimitExceededException limit) {
                throw new LikenessException(ErrorCode.UPLOAD_TOO_LARGE, limit.describe(), e);
            }
            throw unavailable(key, e);
        } catch (MinioException | GeneralSecurityException e) {
            throw unavailable(key, e);
        }
    }

    /** Whether the same call will be refused again: 4xx but for "request timeout" and "too many requests" (RFC 9110, 6585). */
    private static boolean refused(ErrorResponseException answer) {
        int status = answer.response().code();
        return status >= 400
                && status < 500
                && status != 408
                && status != 429
                && !PASSING.contains(answer.errorResponse().code());
    }

    private static LikenessException unavailable(String key, Exception e) {
        return new LikenessException(
                ErrorCode.OBJECT_STORE_UNAVAILABLE, "object " + key + ": the object store did not answer", e);
    }
}
