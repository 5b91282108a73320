package io.likeness.platform.store;

import io.likeness.contracts.Digests;
import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.LikenessException;
import io.likeness.contracts.ObjectReference;
import io.likeness.contracts.Require;
import io.minio.BucketExistsArgs;
import io.minio.GetObjectArgs;
import io.minio.MakeBucketArgs;
import io.minio.MinioAsyncClient;
import io.minio.MinioClient;
import io.minio.PutObjectArgs;
import io.minio.RemoveObjectArgs;
import io.minio.StatObjectArgs;
import io.minio.errors.ErrorResponseException;
import io.minio.errors.MinioException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;
import okhttp3.ConnectionPool;
import okhttp3.Dispatcher;
import okhttp3.OkHttpClient;

/** The store behind any S3 endpoint, by the MinIO client. */
public final class MinioObjectStore implements ObjectStore {
    /** Memory that one streamed upload takes; S3 allows 10,000 parts, so 80 GB an object. */
    private static final long PART_BYTES = 8L << 20;

    private static final String BINARY = "application/octet-stream";
    private static final Duration MOST_PATIENCE = Duration.ofMinutes(10);

    private final MinioClient client;
    private final MinioListing listing;
    private final MinioParts parts;
    private final ConnectionPool connections;
    private final String bucketPrefix;
    private final Set<Bucket> known = Collections.synchronizedSet(EnumSet.noneOf(Bucket.class));

    public MinioObjectStore(StoreConfiguration configuration) {
        this.bucketPrefix = configuration.bucketPrefix();
        OkHttpClient http = new OkHttpClient.Builder()
                .dispatcher(dispatcher(configuration.mostRequests()))
                .connectTimeout(patience("connect-timeout", configuration.connectTimeout()))
                .readTimeout(patience("transfer-timeout", configuration.transferTimeout()))
                .writeTimeout(configuration.transferTimeout())
                .build();
        this.connections = http.connectionPool();
        String endpoint = configuration.endpoint().toString();
        this.client = MinioClient.builder()
                .endpoint(endpoint)
                .credentials(configuration.accessKey(), configuration.secretKey())
                .region(configuration.region())
                .httpClient(http)
                .build();
        MinioSessions sessions = new MinioSessions(MinioAsyncClient.builder()
                .endpoint(endpoint)
                .credentials(configuration.accessKey(), configuration.secretKey())
                .region(configuration.region())
                .httpClient(http)
                .build());
        this.listing = new MinioListing(client, sessions);
        this.parts = new MinioParts(client, sessions, http);
    }

    /** The client's own limit of five a host would make callers wait for each other. */
    private static Dispatcher dispatcher(int mostRequests) {
        Dispatcher dispatcher = new Dispatcher();
        dispatcher.setMaxRequests(Require.between("likeness.store.most-requests", mostRequests, 1, 1000));
        dispatcher.setMaxRequestsPerHost(mostRequests);
        return dispatcher;
    }

    private static Duration patience(String key, Duration value) {
        Require.between("likeness.store." + key + " (ms)", value.toMillis(), 10, MOST_PATIENCE.toMillis());
        return value;
    }

    @Override
    public ObjectReference put(Bucket bucket, String key, byte[] content, String mediaType) {
        return StoreCalls.again(connections::evictAll, () -> {
            store(bucket, key, new ByteArrayInputStream(content), content.length, mediaType);
            return new ObjectReference(bucket.logicalName(), key, Digests.sha256(content), content.length, mediaType);
        });
    }

    @Override
    public ObjectReference put(Bucket bucket, String key, byte[] content, int length) {
        ensure(bucket);
        return StoreCalls.again(connections::evictAll, () -> {
            parts.put(physical(bucket), key, content, length);
            MessageDigest digest = Digests.newSha256();
            digest.update(content, 0, length);
            return new ObjectReference(bucket.logicalName(), key, Digests.hex(digest.digest()), length, BINARY);
        });
    }

    @Override
    public ObjectReference put(Bucket bucket, String key, Path file, String mediaType) {
        return StoreCalls.again(connections::evictAll, () -> putFile(bucket, key, file, mediaType));
    }

    private ObjectReference putFile(Bucket bucket, String key, Path file, String mediaType) {
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
        return call(reference.key(), () -> {
            try (InputStream in = open(reference)) {
                return in.readAllBytes();
            }
        });
    }

    @Override
    public void fetch(ObjectReference reference, Path target) {
        try {
            call(reference.key(), () -> copy(reference, target));
        } catch (LikenessException e) {
            deleteAfter(e, target);
            throw e;
        }
    }

    @Override
    public InputStream open(ObjectReference reference) {
        return CheckedStream.whole(
                call(
                        reference.key(),
                        () -> client.getObject(GetObjectArgs.builder()
                                .bucket(bucketPrefix + reference.bucket())
                                .object(reference.key())
                                .build())),
                reference);
    }

    @Override
    public InputStream fetchRange(ObjectReference reference, long offset, long length) {
        InputStream range = call(
                reference.key(),
                () -> client.getObject(GetObjectArgs.builder()
                        .bucket(bucketPrefix + reference.bucket())
                        .object(reference.key())
                        .offset(offset)
                        .length(length)
                        .build()));
        return CheckedStream.range(range, reference, length);
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

    @Override
    public Stream<StoredObject> list(Bucket bucket, String prefix) {
        ensure(bucket);
        return listing.objects(physical(bucket), prefix);
    }

    @Override
    public Deleted deletePrefix(Bucket bucket, String prefix) {
        Require.text("prefix", prefix);
        ensure(bucket);
        unfinished(bucket, prefix).forEach(upload -> abort(bucket, upload));
        return listing.deletePrefix(physical(bucket), prefix);
    }

    @Override
    public List<UnfinishedUpload> unfinished(Bucket bucket, String prefix) {
        ensure(bucket);
        return listing.unfinished(physical(bucket), prefix);
    }

    @Override
    public void abort(Bucket bucket, UnfinishedUpload upload) {
        ensure(bucket);
        listing.abort(physical(bucket), upload);
    }

    @Override
    public UnfinishedUpload begin(Bucket bucket, String key) {
        ensure(bucket);
        return parts.begin(physical(bucket), key);
    }

    @Override
    public StoredPart put(Bucket bucket, UnfinishedUpload upload, int number, byte[] content, int length) {
        return StoreCalls.again(
                connections::evictAll, () -> parts.put(physical(bucket), upload, number, content, length));
    }

    @Override
    public void complete(Bucket bucket, UnfinishedUpload upload, List<StoredPart> all) {
        parts.complete(physical(bucket), upload, all);
    }

    @Override
    public OptionalLong size(Bucket bucket, String key) {
        try {
            return OptionalLong.of(call(
                    key,
                    () -> client.statObject(StatObjectArgs.builder()
                                    .bucket(physical(bucket))
                                    .object(key)
                                    .build())
                            .size()));
        } catch (LikenessException e) {
            if (e.code() == ErrorCode.NOT_FOUND) {
                return OptionalLong.empty();
            }
            throw e;
        }
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

    private long copy(ObjectReference reference, Path target) throws IOException {
        byte[] buffer = new byte[1 << 16];
        long bytes = 0;
        try (InputStream in = open(reference);
                TargetFile out = TargetFile.create(target)) {
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                out.write(buffer, n);
                bytes += n;
            }
        }
        return bytes;
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

    /** A bucket that is gone may have taken others along. */
    private <T> T call(String key, StoreCalls.StoreCall<T> call) {
        try {
            return StoreCalls.call(key, call);
        } catch (LikenessException e) {
            if (e.code() == ErrorCode.NOT_FOUND) {
                known.clear();
            }
            throw e;
        }
    }
}
