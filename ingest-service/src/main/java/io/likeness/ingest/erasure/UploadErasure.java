package io.likeness.ingest.erasure;

import io.likeness.contracts.Digests;
import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.LikenessException;
import io.likeness.contracts.ObjectReference;
import io.likeness.contracts.dataset.ImageErased.RewrittenUpload;
import io.likeness.ingest.archive.Archive;
import io.likeness.ingest.archive.ArchiveLimits;
import io.likeness.ingest.storage.WorkFolder;
import io.likeness.ingest.storage.WorkFolder.Folder;
import io.likeness.platform.jobs.RunningJob;
import io.likeness.platform.store.Bucket;
import io.likeness.platform.store.ObjectStore;
import io.likeness.platform.store.StoredObject;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.Set;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes the archives among the uploads that hold a file again without it, under their keys. Safe for threads. */
final class UploadErasure {
    private static final Logger LOG = LoggerFactory.getLogger(UploadErasure.class);

    /** As the gateway, which owns the bucket, stores them. */
    private static final String MEDIA_TYPE = "application/octet-stream";

    private static final String UNKNOWN = "0".repeat(64);
    private static final Set<ErrorCode> LEFT =
            EnumSet.of(ErrorCode.UNSUPPORTED_ARCHIVE, ErrorCode.ARCHIVE_LIMIT_EXCEEDED);

    private final ObjectStore store;
    private final WorkFolder workFolder;
    private final ArchiveLimits limits;

    UploadErasure(ObjectStore store, WorkFolder workFolder, ArchiveLimits limits) {
        this.store = store;
        this.workFolder = workFolder;
        this.limits = limits;
    }

    /** What is gone by the time that it is read is no failure, nor is an archive that no import could read either. */
    void erase(String sha256, RunningJob job) throws InterruptedException {
        try (Stream<StoredObject> uploads = store.list(Bucket.UPLOADS, "")) {
            for (Iterator<StoredObject> next = uploads.iterator(); next.hasNext(); ) {
                job.check();
                eraseFrom(next.next(), sha256, job);
            }
        }
    }

    private void eraseFrom(StoredObject upload, String sha256, RunningJob job) throws InterruptedException {
        if (upload.bytes() == 0) {
            return;
        }
        try (Folder folder = workFolder.create(2 * upload.bytes())) {
            Path file = folder.file("upload");
            Path copy = folder.file("copy");
            fetch(upload, file);
            if (writtenWithout(sha256, file, copy)) {
                replace(upload.key(), file, copy, sha256, job);
            }
        } catch (IOException e) {
            throw WorkFolder.unusable(e);
        } catch (LikenessException e) {
            settle(upload, e);
        }
    }

    /** Nobody tells its digest: only the length is verified, as of any part of an object. */
    private void fetch(StoredObject upload, Path file) throws IOException {
        ObjectReference unpinned = reference(upload.key(), UNKNOWN, upload.bytes());
        try (InputStream in = store.fetchRange(unpinned, 0, upload.bytes())) {
            Files.copy(in, file);
        }
    }

    private boolean writtenWithout(String sha256, Path file, Path copy) throws IOException {
        if (!Archive.recognised(file)) {
            return false;
        }
        return Archive.open(file, limits).writeWithout(sha256, copy);
    }

    private void replace(String key, Path file, Path copy, String sha256, RunningJob job)
            throws IOException, InterruptedException {
        ObjectReference before = reference(key, Digests.sha256(file), Files.size(file));
        ObjectReference after = reference(key, Digests.sha256(copy), Files.size(copy));
        // The gateway deletes an upload that is the file itself: nothing is to be put in its place.
        if (before.sha256().equals(sha256) || !present(key)) {
            return;
        }
        job.transactPatiently(
                transaction -> RewrittenTable.add(transaction, sha256, new RewrittenUpload(before, after)));
        store.put(Bucket.UPLOADS, key, copy, MEDIA_TYPE);
        LOG.info("archive written again key={} before={} after={}", key, before.sha256(), after.sha256());
    }

    private boolean present(String key) {
        try (Stream<StoredObject> found = store.list(Bucket.UPLOADS, key)) {
            return found.anyMatch(upload -> upload.key().equals(key));
        }
    }

    private static void settle(StoredObject upload, LikenessException failure) throws InterruptedException {
        // A thread that is interrupted may have taken a whole archive for one that is cut off.
        if (Thread.interrupted()) {
            throw new InterruptedException("erasure");
        }
        if (failure.code() == ErrorCode.NOT_FOUND) {
            LOG.info("upload has gone meanwhile key={}", upload.key());
        } else if (LEFT.contains(failure.code())) {
            LOG.warn("archive left as it is key={} cause={}", upload.key(), failure.getMessage());
        } else {
            throw failure;
        }
    }

    private static ObjectReference reference(String key, String sha256, long bytes) {
        return new ObjectReference(Bucket.UPLOADS.logicalName(), key, sha256, bytes, MEDIA_TYPE);
    }
}
