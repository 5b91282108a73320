package io.likeness.gateway.upload;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.likeness.contracts.Digests;
import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.Failure;
import io.likeness.contracts.LikenessException;
import io.likeness.contracts.ObjectReference;
import io.likeness.contracts.Require;
import io.likeness.contracts.TenantId;
import io.likeness.contracts.dataset.UploadKeys;
import io.likeness.gateway.access.Principal;
import io.likeness.gateway.access.Quota;
import io.likeness.gateway.access.Tenant;
import io.likeness.gateway.ledger.Ledger;
import io.likeness.gateway.ledger.Position;
import io.likeness.gateway.request.BoundedBody;
import io.likeness.gateway.request.Slice;
import io.likeness.platform.store.Bucket;
import io.likeness.platform.store.ObjectStore;
import io.likeness.platform.trace.Traces;
import io.likeness.platform.web.Failures;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes uploads in, finds them again and deletes them. Safe for threads. */
@Singleton
public class Uploads {
    private static final Logger LOG = LoggerFactory.getLogger(Uploads.class);
    private static final String NOTHING = Digests.sha256(new byte[0]);
    private static final Pattern FILE_NAME = Pattern.compile("[^/\\\\\\p{Cntrl}]{1,255}");

    private final ObjectStore store;
    private final Jdbi jdbi;
    private final Intake intake;
    private final Ledger ledger;
    private final Traces traces;

    Uploads(ObjectStore store, Jdbi jdbi, Ledger ledger, Traces traces, Intake intake) {
        this.traces = traces;
        this.ledger = ledger;
        this.store = store;
        this.jdbi = jdbi;
        this.intake = intake;
    }

    /**
     * An upload whose images are to be added to the dataset of a name.
     *
     * @param sender whose both are; no part of what an idempotency key stands for
     */
    public record Waiting(
            String id,
            String datasetName,
            String correlationId,
            @JsonIgnore Principal sender) {}

    /**
     * Streams a body into the store: first the object, then the row that makes it known.
     *
     * @param sender whose it is to be
     * @param datasetName of the dataset to which its images are to be added by themselves, absent if to none
     * @param declaredBytes the length that the client announced, negative if it did not
     * @throws LikenessException {@code UPLOAD_TOO_LARGE}, {@code UPLOAD_TOO_SLOW}, {@code UPLOAD_BROKEN_OFF}, {@code ERASED} for a file
     *     that somebody wants nowhere, {@code QUOTA_EXCEEDED} where its key may have no more bytes, or what the store or the database cannot do
     */
    Upload receive(
            Principal sender,
            String fileName,
            @Nullable String datasetName,
            long declaredBytes,
            InputStream body,
            String correlationId) {
        requireFileName(fileName);
        requireDatasetName(datasetName);
        intake.requireLength("body", declaredBytes);
        requireRoom(sender, declaredBytes);
        return added(intake.read(body, paced -> store(sender, fileName, datasetName, paced, correlationId, () -> {})));
    }

    /**
     * Streams the file of a form into the store, as {@link #receive} does.
     *
     * @param fileName absent: as the form says
     * @param declaredBytes the length of the form that the client announced, negative if it did not
     * @param mediaType of the form, with its boundary
     */
    Upload receiveForm(
            Principal sender,
            @Nullable String fileName,
            @Nullable String datasetName,
            long declaredBytes,
            String mediaType,
            InputStream body,
            String correlationId) {
        requireDatasetName(datasetName);
        intake.requireLength("body", declaredBytes - FormFile.MOST_AROUND);
        requireRoom(sender, declaredBytes - FormFile.MOST_AROUND);
        return added(intake.read(body, paced -> {
            FormFile file = FormFile.first(paced, mediaType);
            String name = fileName == null ? file.name() : fileName;
            requireFileName(name);
            return store(sender, name, datasetName, file.content(), correlationId, file::requireNoOther);
        }));
    }

    private Upload added(Upload upload) {
        if (upload.datasetName() != null) {
            ledger.wake();
        }
        return upload;
    }

    /** Of each dataset's name, the upload that is to be imported next, if nothing of that name is being imported now. */
    public List<Waiting> nextToAdd() {
        return jdbi.withHandle(UploadTable::nextToAdd);
    }

    /** Its images are in that dataset, whose import is accepted. */
    public void added(String id, String datasetId) {
        jdbi.useHandle(handle -> UploadTable.added(handle, id, datasetId));
    }

    /** Its images cannot be added, for good. */
    public void notAdded(String id, Failure failure) {
        jdbi.useHandle(handle -> UploadTable.notAdded(handle, id, failure));
    }

    /**
     * The SHA-256 of a body, of which nothing is stored; throws as {@link #receive} does.
     *
     * @param declaredBytes the length that the client announced, negative if it did not
     */
    public String digest(long declaredBytes, InputStream body) {
        intake.requireLength("body", declaredBytes);
        return intake.read(body, this::digest);
    }

    private String digest(InputStream body) {
        try {
            String digest = Digests.sha256(new BoundedBody(body, intake.mostBytes()));
            if (digest.equals(NOTHING)) {
                throw Require.invalid("body", "at least 1 byte", "none");
            }
            return digest;
        } catch (IOException e) {
            throw new LikenessException(ErrorCode.UPLOAD_BROKEN_OFF, "body: expected all of it, found " + e, e);
        }
    }

    /** @param end what is read and checked of the request after the file */
    private Upload store(
            Principal sender,
            String fileName,
            @Nullable String datasetName,
            InputStream body,
            String correlationId,
            Runnable end) {
        String id = UploadKeys.fresh(new TenantId(sender.tenant().name()));
        ObjectReference stored = store.put(Bucket.UPLOADS, id, body, intake.mostBytes(), Upload.MEDIA_TYPE);
        Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
        Upload upload = Upload.stored(id, fileName, stored.bytes(), stored.sha256(), now, datasetName);
        try {
            if (stored.bytes() == 0) {
                throw Require.invalid("body", "at least 1 byte", "none");
            }
            end.run();
            jdbi.useTransaction(transaction -> {
                requireWanted(transaction, sender.tenant(), upload);
                requireRoom(transaction, sender, stored.bytes());
                UploadTable.insert(transaction, sender, upload, correlationId);
                traces.keep(transaction, correlationId);
            });
        } catch (RuntimeException e) {
            // A database that went away may have the row all the same: the sweep decides then.
            if (!Failures.classify(e).retriable()) {
                discard(id, e);
            }
            throw e;
        }
        return upload;
    }

    /**
     * Deletes all of a tenant's uploads that are a file, whichever job needs them, and takes in no more of them, within a transaction that says why and
     * after which {@link Ledger#wake} is called; tells which they were.
     */
    public List<String> deleteAll(Handle transaction, Tenant tenant, String sha256) {
        UploadTable.holdDigest(transaction, sha256);
        return UploadTable.buryAll(transaction, tenant, sha256);
    }

    /** Takes note that an archive has other bytes now, as erasures tell that have ended, in whatever order. */
    public void rewritten(Handle transaction, String id) {
        while (UploadTable.rewrite(transaction, id)) {
            LOG.info("archive has other bytes without an erased image upload={}", id);
        }
    }

    /** Before anything of it is read; what is not announced is found when it has come. */
    private void requireRoom(Principal sender, long announced) {
        if (Quota.STORED_BYTES.limits(sender)) {
            jdbi.useTransaction(transaction -> requireRoom(transaction, sender, Math.max(1, announced)));
        }
    }

    /** @throws LikenessException {@code QUOTA_EXCEEDED} where so many bytes more are too many for the sender's key */
    static void requireRoom(Handle transaction, Principal sender, long bytes) {
        Quota.STORED_BYTES.require(transaction, sender, bytes, key -> SentBytes.ofKey(transaction, key));
    }

    static void requireWanted(Handle transaction, Tenant tenant, Upload upload) {
        String sha256 = upload.reference().sha256();
        if (UploadTable.erased(transaction, tenant, sha256)) {
            throw new LikenessException(
                    ErrorCode.ERASED, "body: expected a file that nobody has had erased, found " + sha256);
        }
    }

    /** The newest first, with those that are on their way. */
    Slice<Upload> newest(Tenant tenant, @Nullable Position after, int limit) {
        Map<String, Upload> found = new HashMap<>();
        // In this order, one that becomes whole meanwhile is seen.
        jdbi.withHandle(handle -> ArrivalTable.newest(handle, tenant, after, limit + 1))
                .forEach(arrival -> found.put(arrival.id(), arrival.upload()));
        jdbi.withHandle(handle -> UploadTable.newest(handle, tenant, after, limit + 1))
                .forEach(upload -> found.put(upload.id(), upload));
        List<Upload> newest = found.values().stream()
                .sorted(Comparator.comparing(Upload::createdAt)
                        .thenComparing(Upload::id)
                        .reversed())
                .limit(limit + 1)
                .toList();
        return Slice.of(newest, limit, upload -> new Position(upload.createdAt(), upload.id()).encoded());
    }

    /** One that has come whole, or is on its way; throws as {@link #require} does for none and one that is gone. */
    Upload look(Tenant tenant, String id) {
        return jdbi.withHandle(handle -> UploadTable.look(handle, tenant, "id", id));
    }

    /**
     * One that has come whole.
     *
     * @throws LikenessException {@code NOT_FOUND}, also for another tenant's, {@code GONE} if it was deleted, or {@code STATE_CONFLICT} while it is on its way,
     *     naming the field that carried the id
     */
    public Upload require(Tenant tenant, String field, String id) {
        return jdbi.withHandle(handle -> UploadTable.require(handle, tenant, field, id));
    }

    /** Keeps an upload from being deleted until the transaction ends; throws as {@link #require} does. */
    public void hold(Handle transaction, Tenant tenant, String field, String id) {
        UploadTable.hold(transaction, tenant, field, id);
    }

    /**
     * Deletes an upload and leaves a tombstone; deleting again changes nothing. What was made of it stays.
     *
     * @throws LikenessException {@code NOT_FOUND}, or {@code STATE_CONFLICT} while a job needs it
     */
    void delete(Tenant tenant, String id) {
        jdbi.useTransaction(transaction -> {
            // The row's lock first: a job that is being accepted holds it shared, and is seen once it has committed.
            if (UploadTable.requireGone(transaction, tenant, id)) {
                return;
            }
            List<String> users = UploadTable.findUsers(transaction, id);
            if (!users.isEmpty()) {
                throw new LikenessException(
                        ErrorCode.STATE_CONFLICT,
                        "id: expected an upload that no job needs, found " + String.join(", ", users)
                                + " to read it: cancel them or let them end");
            }
            UploadTable.bury(transaction, id);
        });
        ledger.wake();
    }

    /** An object without a row would stay for ever. */
    private void discard(String id, RuntimeException failure) {
        try {
            store.delete(Bucket.UPLOADS, id);
        } catch (LikenessException e) {
            failure.addSuppressed(e);
        }
    }

    private static void requireDatasetName(@Nullable String datasetName) {
        if (datasetName != null) {
            Require.name("dataset", datasetName);
        }
    }

    static void requireFileName(String fileName) {
        if (fileName.isBlank() || !FILE_NAME.matcher(fileName).matches()) {
            throw Require.invalid(
                    "fileName", "1 to 255 characters without slashes and control characters", "'" + fileName + "'");
        }
    }
}
