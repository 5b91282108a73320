package io.likeness.trainer;

import io.likeness.contracts.Digests;
import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.LikenessException;
import io.likeness.contracts.ObjectReference;
import io.likeness.platform.store.Bucket;
import io.likeness.platform.store.Deleted;
import io.likeness.platform.store.ObjectStore;
import io.likeness.platform.store.StoredObject;
import io.likeness.platform.store.StoredPart;
import io.likeness.platform.store.UnfinishedUpload;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** Objects in memory, as far as the trainer needs a store. */
public final class MemoryStore implements ObjectStore {
    private final Map<String, byte[]> objects = new ConcurrentHashMap<>();
    private final AtomicInteger fetches = new AtomicInteger();

    /** How many objects were fetched. */
    public int fetches() {
        return fetches.get();
    }

    public void tamper(ObjectReference reference) {
        objects.put(reference.bucket() + "/" + reference.key(), new byte[] {1});
    }

    @Override
    public ObjectReference put(Bucket bucket, String key, byte[] content, String mediaType) {
        objects.put(bucket.logicalName() + "/" + key, content);
        return new ObjectReference(bucket.logicalName(), key, Digests.sha256(content), content.length, mediaType);
    }

    @Override
    public ObjectReference put(Bucket bucket, String key, byte[] content, int length) {
        return put(bucket, key, Arrays.copyOf(content, length), "application/octet-stream");
    }

    @Override
    public ObjectReference put(Bucket bucket, String key, Path file, String mediaType) {
        try {
            return put(bucket, key, Files.readAllBytes(file), mediaType);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public ObjectReference put(Bucket bucket, String key, InputStream content, long mostBytes, String mediaType) {
        throw new UnsupportedOperationException("put of a stream");
    }

    @Override
    public byte[] fetch(ObjectReference reference) {
        fetches.incrementAndGet();
        byte[] content = objects.get(reference.bucket() + "/" + reference.key());
        if (content == null) {
            throw new LikenessException(ErrorCode.NOT_FOUND, reference.key());
        }
        if (!Digests.sha256(content).equals(reference.sha256())) {
            throw new LikenessException(ErrorCode.DIGEST_MISMATCH, reference.key());
        }
        return content;
    }

    @Override
    public void fetch(ObjectReference reference, Path target) {
        try {
            Files.write(target, fetch(reference));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public InputStream fetchRange(ObjectReference reference, long offset, long length) {
        return new ByteArrayInputStream(fetch(reference), (int) offset, (int) length);
    }

    @Override
    public Optional<byte[]> find(Bucket bucket, String key) {
        return Optional.ofNullable(objects.get(bucket.logicalName() + "/" + key));
    }

    @Override
    public void delete(Bucket bucket, String key) {
        objects.remove(bucket.logicalName() + "/" + key);
    }

    @Override
    public InputStream open(ObjectReference reference) {
        return new ByteArrayInputStream(fetch(reference));
    }

    @Override
    public Stream<StoredObject> list(Bucket bucket, String prefix) {
        String start = bucket.logicalName() + "/";
        return objects.entrySet().stream()
                .filter(object -> object.getKey().startsWith(start + prefix))
                .map(object -> new StoredObject(
                        object.getKey().substring(start.length()), object.getValue().length, Instant.EPOCH));
    }

    @Override
    public Deleted deletePrefix(Bucket bucket, String prefix) {
        Deleted all = Deleted.NOTHING;
        for (StoredObject object : list(bucket, prefix).toList()) {
            delete(bucket, object.key());
            all = all.plus(new Deleted(1, object.bytes()));
        }
        return all;
    }

    @Override
    public List<UnfinishedUpload> unfinished(Bucket bucket, String prefix) {
        return List.of();
    }

    @Override
    public void abort(Bucket bucket, UnfinishedUpload upload) {
        throw new UnsupportedOperationException("abort of an upload");
    }

    @Override
    public UnfinishedUpload begin(Bucket bucket, String key) {
        throw new UnsupportedOperationException("an object in parts");
    }

    @Override
    public StoredPart put(Bucket bucket, UnfinishedUpload upload, int number, byte[] content, int length) {
        throw new UnsupportedOperationException("an object in parts");
    }

    @Override
    public void complete(Bucket bucket, UnfinishedUpload upload, List<StoredPart> parts) {
        throw new UnsupportedOperationException("an object in parts");
    }

    @Override
    public OptionalLong size(Bucket bucket, String key) {
        return find(bucket, key).map(content -> OptionalLong.of(content.length)).orElseGet(OptionalLong::empty);
    }
}
