package io.likeness.platform.store;

import static io.likeness.platform.store.StoreCalls.call;

import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.LikenessException;
import io.minio.ListObjectsArgs;
import io.minio.MinioClient;
import io.minio.RemoveObjectsArgs;
import io.minio.Result;
import io.minio.messages.DeleteError;
import io.minio.messages.DeleteObject;
import io.minio.messages.Item;
import io.minio.messages.ListMultipartUploadsResult;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** Listings of an S3 bucket and deletion by prefix. Safe for threads. */
final class MinioListing {
    /** As many as S3 takes in one deletion and lists in one page. */
    private static final int PAGE = 1000;

    private final MinioClient client;
    private final MinioSessions sessions;

    MinioListing(MinioClient client, MinioSessions sessions) {
        this.client = client;
        this.sessions = sessions;
    }

    Stream<StoredObject> objects(String bucket, String prefix) {
        Iterable<Result<Item>> found = client.listObjects(ListObjectsArgs.builder()
                .bucket(bucket)
                .prefix(prefix)
                .recursive(true)
                .maxKeys(PAGE)
                .build());
        return StreamSupport.stream(found.spliterator(), false)
                .map(result -> call(prefix, result::get))
                .map(item -> new StoredObject(
                        item.objectName(), item.size(), item.lastModified().toInstant()));
    }

    Deleted deletePrefix(String bucket, String prefix) {
        Deleted all = Deleted.NOTHING;
        List<StoredObject> page = new ArrayList<>(PAGE);
        try (Stream<StoredObject> objects = objects(bucket, prefix)) {
            for (Iterator<StoredObject> next = objects.iterator(); next.hasNext(); ) {
                page.add(next.next());
                if (page.size() == PAGE) {
                    all = all.plus(delete(bucket, prefix, page));
                    page.clear();
                }
            }
        }
        return all.plus(delete(bucket, prefix, page));
    }

    List<UnfinishedUpload> unfinished(String bucket, String prefix) {
        List<UnfinishedUpload> all = new ArrayList<>();
        @Nullable String afterKey = null;
        @Nullable String afterUpload = null;
        do {
            ListMultipartUploadsResult page = page(bucket, prefix, afterKey, afterUpload);
            page.uploads().stream()
                    .map(upload -> new UnfinishedUpload(upload.objectName(), upload.uploadId()))
                    // Not every store heeds the prefix.
                    .filter(upload -> upload.key().startsWith(prefix))
                    .forEach(all::add);
            String next = page.isTruncated() ? page.nextKeyMarker() : null;
            // A store that heeds no marker would send the same page for ever.
            boolean moved = next != null
                    && !next.isEmpty()
                    && !(next.equals(afterKey) && Objects.equals(page.nextUploadIdMarker(), afterUpload));
            afterKey = moved ? next : null;
            afterUpload = moved ? page.nextUploadIdMarker() : null;
        } while (afterKey != null);
        return all;
    }

    void abort(String bucket, UnfinishedUpload upload) {
        try {
            call(upload.key(), () -> {
                sessions.abort(bucket, upload);
                return upload;
            });
        } catch (LikenessException e) {
            if (e.code() != ErrorCode.NOT_FOUND) {
                throw e;
            }
        }
    }

    private ListMultipartUploadsResult page(
            String bucket, String prefix, @Nullable String afterKey, @Nullable String afterUpload) {
        return call(prefix, () -> sessions.page(bucket, prefix, afterKey, afterUpload));
    }

    private Deleted delete(String bucket, String prefix, List<StoredObject> page) {
        if (page.isEmpty()) {
            return Deleted.NOTHING;
        }
        List<DeleteObject> keys =
                page.stream().map(object -> new DeleteObject(object.key())).toList();
        Iterable<Result<DeleteError>> refused = client.removeObjects(
                RemoveObjectsArgs.builder().bucket(bucket).objects(keys).build());
        for (Result<DeleteError> result : refused) {
            DeleteError error = call(prefix, result::get);
            throw new LikenessException(
                    ErrorCode.OBJECT_STORE_UNAVAILABLE,
                    "object %s: the object store did not delete it: %s".formatted(error.objectName(), error.code()));
        }
        return new Deleted(
                page.size(), page.stream().mapToLong(StoredObject::bytes).sum());
    }
}
