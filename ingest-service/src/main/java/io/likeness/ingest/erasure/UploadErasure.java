package io.likeness.ingest.erasure;

import io.likeness.contracts.Digests;
import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.LikenessException;
import io.likeness.contracts.ObjectReference;
import io.likeness.contracts.TenantId;
import io.likeness.contracts.dataset.ImageErased.RewrittenUpload;
import io.likeness.contracts.dataset.UploadKeys;
import io.likeness.ingest.archive.Archive;
import io.likeness.ingest.archive.Archive.Rest;
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
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes the archives among a tenant's uploads that hold a file again without it, under their keys. Safe for threads. */
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

    /** Writes down that an archive is about to be written again. */
    interface Rewriting {
        /** @throws InterruptedException if nobody wants the result any more */
        void add(RewrittenUpload upload) throws InterruptedException;
    }

    /** What is gone by the time that it is read is no failure, nor is an archive that no import could read either. */
    void erase(TenantId tenant, String sha256, RunningJob job) throws InterruptedException {
        Rewriting rewriting =
                upload -> job.transactPatiently(transaction -> RewrittenTable.add(transaction, tenant, sha256, upload));
        try (Stream<StoredObject> uploads = store.list(Bucket.UPLOADS, UploadKeys.prefix(tenant))) {
            Stream<StoredObject> owned = uploads.filter(upload -> UploadKeys.owns(tenant, upload.key()));
            for (Iterator<StoredObject> next = owned.iterator(); next.hasNext(); ) {
                job.check();
                erase(sha256, next.next(), rewriting);
            }
        }
    }

    /** @throws LikenessException if the upload cannot be looked through here, or holds the file and cannot be written again */
    void erase(String sha256, StoredObject upload, Rewriting rewriting) throws InterruptedException {
        try {
            eraseFrom(upload, sha256, rewriting);
        } catch (LikenessException e) {
            requireUninterrupted();
            throw new LikenessException(e.code(), "upload %s: %s".formatted(upload.key(), e.getMessage()), e);
        }
    }

    private void eraseFrom(StoredObject upload, String sha256, Rewriting rewriting) throws InterruptedException {
        if (upload.bytes() == 0) {
            return;
        }
        try (Folder folder = workFolder.create(upload.bytes())) {
            Path file = folder.file("upload");
            Rest rest = fetched(upload, file) ? without(sha256, upload, file).orElse(null) : null;
            if (rest != null) {
                workFolder.requireRoom(upload.bytes(), rest.mostBytes());
                Path copy = folder.file("copy");
                rest.write(copy);
                replace(upload.key(), file, copy, sha256, rewriting);
            }
        } catch (IOException e) {
            throw WorkFolder.unusable(e);
        }
    }

    /** False if it has gone meanwhile. */
    private boolean fetched(StoredObject upload, Path file) throws IOException {
        try {
            fetch(upload, file);
            return true;
        } catch (LikenessException e) {
            if (e.code() != ErrorCode.NOT_FOUND) {
                throw e;
            }
            LOG.info("upload has gone meanwhile key={}", upload.key());
            return false;
        }
    }

    /** Nobody tells its digest: only the length is verified, as of any part of an object. */
    private void fetch(StoredObject upload, Path file) throws IOException {
        ObjectReference unpinned = reference(upload.key(), UNKNOWN, upload.bytes());
        try (InputStream in = store.fetchRange(unpinned, 0, upload.bytes())) {
            Files.copy(in, file);
        }
    }

    /** Empty if it does not hold the file, or is no archive that an import could read. */
    private Optional<Rest> without(String sha256, StoredObject upload, Path file)
            throws IOException, InterruptedException {
        try {
            return Archive.recognised(file) ? Archive.open(file, limits).without(sha256) : Optional.empty();
        } catch (LikenessException e) {
            // A thread that is interrupted may have taken a whole archive for one that is cut off.
            requireUninterrupted();
            if (!LEFT.contains(e.code())) {
                throw e;
            }
            LOG.warn("archive left as it is key={} cause={}", upload.key(), e.getMessage());
            return Optional.empty();
        }
    }

    private void replace(String key, Path file, Path copy, String sha256, Rewriting rewriting)
            throws IOException, InterruptedException {
        ObjectReference before = reference(key, Digests.sha256(file), Files.size(file));
        ObjectReference after = reference(key, Digests.sha256(copy), Files.size(copy));
        // The gateway deletes an upload that is the file itself: nothing is to be put in its place.
        if (before.sha256().equals(sha256) || !present(key)) {
            return;
        }
        rewriting.add(new RewrittenUpload(before, after));
        store.put(Bucket.UPLOADS, key, copy, MEDIA_TYPE);
        LOG.info("archive written again key={} before={} after={}", key, before.sha256(), after.sha256());
    }

    private boolean present(String key) {
        try (Stream<StoredObject> found = store.list(Bucket.UPLOADS, key)) {
            return found.anyMatch(upload -> upload.key().equals(key));
        }
    }

    private static void requireUninterrupted() throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException("erasure");
        }
    }

    private static ObjectReference reference(String key, String sha256, long bytes) {
        return new ObjectReference(Bucket.UPLOADS.logicalName(), key, sha256, bytes, MEDIA_TYPE);
    }
}
