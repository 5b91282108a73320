package io.likeness.gateway.upload;

import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.LikenessException;
import io.likeness.contracts.ObjectReference;
import io.likeness.contracts.Require;
import io.likeness.contracts.TenantId;
import io.likeness.contracts.dataset.UploadKeys;
import io.likeness.gateway.access.Keys;
import io.likeness.gateway.access.Principal;
import io.likeness.gateway.access.Tenant;
import io.likeness.gateway.ledger.Ledger;
import io.likeness.gateway.upload.Piece.Ending;
import io.likeness.platform.store.Bucket;
import io.likeness.platform.store.ObjectStore;
import io.likeness.platform.store.StoredPart;
import io.likeness.platform.store.UnfinishedUpload;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * Takes in uploads that come in pieces: begins them, appends to them, and makes an {@link Upload} of one that is whole. All of it is
 * in the database and the store, so that any gateway goes on with it. Safe for threads.
 */
@Singleton
class Arrivals {
    private final ObjectStore store;
    private final Jdbi jdbi;
    private final Ledger ledger;
    private final Intake intake;
    private final Handover handover;
    private final Duration keep;
    private final int partBytes;

    @Inject
    Arrivals(
            ObjectStore store,
            Jdbi jdbi,
            Ledger ledger,
            Intake intake,
            Handover handover,
            UploadConfiguration configuration) {
        this(store, jdbi, ledger, intake, handover, configuration.keepUnfinished(), Intake.PART_BYTES);
    }

    Arrivals(
            ObjectStore store,
            Jdbi jdbi,
            Ledger ledger,
            Intake intake,
            Handover handover,
            Duration keep,
            int partBytes) {
        this.store = store;
        this.jdbi = jdbi;
        this.ledger = ledger;
        this.intake = intake;
        this.handover = handover;
        this.keep = keep;
        this.partBytes = partBytes;
    }

    /** Begins an upload; one that is put together of pieces is whole at once. */
    Standing create(Principal sender, Creation creation, String correlationId) {
        if (!creation.piece()) {
            Uploads.requireFileName(creation.fileName());
        }
        if (creation.datasetName() != null) {
            Require.name("dataset", creation.datasetName());
        }
        if (creation.length() != null) {
            Require.between(
                    "Upload-Length", intake.requireLength("Upload-Length", creation.length()), 1, Long.MAX_VALUE);
        }
        return creation.pieces().isEmpty()
                ? begin(sender, creation, creation.length(), correlationId).standing()
                : concatenate(sender, creation, correlationId);
    }

    private Arrival begin(Principal sender, Creation creation, @Nullable Long length, String correlationId) {
        Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
        Arrival arrival = new Arrival(
                UploadKeys.fresh(new TenantId(sender.tenant().name())),
                sender.tenant(),
                sender.keyId(),
                creation.fileName(),
                creation.datasetName(),
                correlationId,
                now,
                now.plus(keep),
                creation.piece(),
                creation.piecesText(),
                creation.metadata(),
                length,
                0,
                false,
                ResumableDigest.ofNothing().state(),
                null,
                null,
                null,
                0,
                null,
                0);
        jdbi.useTransaction(transaction -> {
            Uploads.requireRoom(transaction, sender, length == null ? 1 : length);
            ArrivalTable.insert(transaction, arrival, keep);
        });
        return arrival;
    }

    /** Reads the pieces again: their digests say nothing of the digest of the whole. */
    private Standing concatenate(Principal sender, Creation creation, String correlationId) {
        Tenant tenant = sender.tenant();
        List<ObjectReference> pieces =
                creation.pieces().stream().map(id -> requirePiece(tenant, id)).toList();
        long bytes = pieces.stream().mapToLong(ObjectReference::bytes).sum();
        Arrival begun = begin(sender, creation, intake.requireLength(TusDialect.CONCAT, bytes), correlationId);
        try (Concatenation body = new Concatenation(store, pieces)) {
            Piece all = new Piece(0, bytes, null, Ending.AT_LENGTH, null);
            return switch (append(tenant, begun.id(), all, body)) {
                case Appended.Kept(Standing standing) -> standing;
                case Appended.Elsewhere elsewhere ->
                    throw new IllegalStateException("a new upload is at " + elsewhere.expected());
            };
        } catch (RuntimeException e) {
            cancel(tenant, begun.id());
            throw e;
        } catch (IOException e) {
            throw new LikenessException(ErrorCode.OBJECT_STORE_UNAVAILABLE, TusDialect.CONCAT + ": found " + e, e);
        }
    }

    private ObjectReference requirePiece(Tenant tenant, String id) {
        Arrival piece = require(tenant, TusDialect.CONCAT, id);
        if (!piece.piece()) {
            throw Require.invalid(TusDialect.CONCAT, "partial uploads", "'" + id + "', which is none");
        }
        if (!piece.complete()) {
            throw new LikenessException(
                    ErrorCode.STATE_CONFLICT,
                    "%s: expected partial uploads that have come whole, found '%s' at byte %d"
                            .formatted(TusDialect.CONCAT, id, piece.offset()));
        }
        String sha256 = piece.sha256() == null ? digest(piece) : piece.sha256();
        if (piece.sha256() == null) {
            settle(piece);
        }
        return new ObjectReference(Bucket.UPLOADS.logicalName(), id, sha256, piece.offset(), Upload.MEDIA_TYPE);
    }

    /**
     * Where an upload is. A request that still sends to it is ended first, as its client would not ask otherwise; what it brought is
     * kept.
     *
     * @throws LikenessException {@code NOT_FOUND}, {@code GONE}, or why one that has come whole cannot be stored
     */
    Standing look(Tenant tenant, String id) {
        // Asked first: what is read after that is what the last who sent has left.
        boolean held = jdbi.withHandle(handle -> ArrivalTable.want(handle, tenant, id));
        Arrival seen = find(tenant, id);
        if (seen == null) {
            return requireStored(tenant, id);
        }
        return held || seen.unsettled() ? takeOver(seen) : seen.standing();
    }

    private Standing takeOver(Arrival seen) {
        Arrival held = handover.claim(seen).orElse(null);
        if (held == null) {
            return look(seen.tenant(), seen.id());
        }
        try {
            return held.unsettled() ? settle(held) : held.standing();
        } finally {
            handover.release(held);
        }
    }

    /**
     * Appends a body. A request that still sends to the upload is ended first.
     *
     * @throws LikenessException as {@link Uploads#receive} does, {@code CHECKSUM_MISMATCH}, {@code STATE_CONFLICT} where another
     *     request goes on with the upload, or it is whole; what came before is kept, but for a body with a checksum
     */
    Appended append(Tenant tenant, String id, Piece piece, InputStream body) {
        Arrival seen = find(tenant, id);
        Arrival held = seen == null ? null : handover.claim(seen).orElse(null);
        if (held == null) {
            return whole(requireStored(tenant, id), piece);
        }
        try {
            if (held.complete()) {
                return whole(held.unsettled() ? settle(held) : held.standing(), piece);
            }
            if (piece.offset() != held.offset()) {
                return new Appended.Elsewhere(held.offset(), piece.offset(), false);
            }
            Arrival agreed = agree(held, piece);
            Arrival after = intake.read(
                    body,
                    () -> handover.wanted(held),
                    paced -> new Reception(store, jdbi, keep, agreed, piece, intake.mostBytes(), partBytes)
                            .receive(paced));
            return new Appended.Kept(after.complete() ? settle(after) : after.standing());
        } finally {
            handover.release(held);
        }
    }

    /** Nothing is appended to what is whole; that nothing more comes is no fault. */
    private static Appended whole(Standing standing, Piece piece) {
        if (piece.offset() != standing.offset()) {
            return new Appended.Elsewhere(standing.offset(), piece.offset(), true);
        }
        if (piece.bytes() != 0) {
            throw new LikenessException(
                    ErrorCode.STATE_CONFLICT,
                    "body: expected none, as all %d bytes have come, found more".formatted(standing.offset()));
        }
        return new Appended.Kept(standing);
    }

    /** The length of the whole, which a request may be the first to say, and none may change. */
    private Arrival agree(Arrival held, Piece piece) {
        boolean last = piece.ending() == Ending.WITH_THIS && piece.bytes() >= 0;
        Long told = piece.length() == null && last ? (Long) (held.offset() + piece.bytes()) : piece.length();
        if (told != null && held.length() != null && !told.equals(held.length())) {
            throw Require.invalid("Upload-Length", held.length() + " as it was said before", told.toString());
        }
        Long length = told == null ? held.length() : told;
        if (length != null) {
            intake.requireLength("Upload-Length", length);
            Require.between("Upload-Length", length, Math.max(1, held.offset()), Long.MAX_VALUE);
        }
        long end = held.offset() + Math.max(piece.bytes(), 0);
        if (length != null && end > length) {
            throw new LikenessException(
                    ErrorCode.UPLOAD_TOO_LARGE,
                    "Content-Length: expected at most %d bytes to the end, found %d"
                            .formatted(length - held.offset(), piece.bytes()));
        }
        intake.requireLength("body", end);
        return held.withLength(length);
    }

    /** Ends an upload on its way; its bytes go within seconds. again, it changes nothing. False if there is none. */
    boolean cancel(Tenant tenant, String id) {
        boolean buried = jdbi.withHandle(handle -> ArrivalTable.bury(handle, tenant, id));
        if (buried) {
            ledger.wake();
        }
        return buried;
    }

    /** Makes one object of the parts, and the upload of it; doing it again, or twice at once, changes nothing. */
    Standing settle(Arrival arrival) {
        UnfinishedUpload parts =
                new UnfinishedUpload(arrival.id(), Require.present("storeUpload", arrival.storeUpload()));
        List<StoredPart> all = jdbi.withHandle(handle -> ArrivalTable.parts(handle, arrival.id()));
        try {
            store.complete(Bucket.UPLOADS, parts, all);
        } catch (LikenessException e) {
            boolean done = e.code() == ErrorCode.NOT_FOUND
                    && store.size(Bucket.UPLOADS, arrival.id()).orElse(-1) == arrival.offset();
            if (!done) {
                throw e;
            }
        }
        String sha256 = digest(arrival);
        if (arrival.piece()) {
            jdbi.useHandle(handle -> ArrivalTable.settle(handle, arrival.id(), sha256));
            return arrival.standing();
        }
        store(arrival, sha256);
        if (arrival.datasetName() != null) {
            ledger.wake();
        }
        return requireStored(arrival.tenant(), arrival.id());
    }

    private void store(Arrival arrival, String sha256) {
        Upload upload = Upload.stored(
                arrival.id(),
                arrival.fileName(),
                arrival.offset(),
                sha256,
                Instant.now().truncatedTo(ChronoUnit.MICROS),
                arrival.datasetName());
        try {
            jdbi.useTransaction(transaction -> {
                if (ArrivalTable.delete(transaction, arrival.id())) {
                    Principal sender = Keys.whoever(transaction, arrival.tenant(), arrival.keyId());
                    Uploads.requireWanted(transaction, arrival.tenant(), upload);
                    Uploads.requireRoom(transaction, sender, arrival.offset());
                    UploadTable.insert(
                            transaction, sender, upload, arrival.correlationId(), arrival.metadata(), arrival.pieces());
                }
            });
        } catch (LikenessException e) {
            if (e.code() == ErrorCode.ERASED || e.code() == ErrorCode.QUOTA_EXCEEDED) {
                cancel(arrival.tenant(), arrival.id());
            }
            throw e;
        }
    }

    private static String digest(Arrival whole) {
        return ResumableDigest.from(whole.digest()).sha256();
    }

    private @Nullable Arrival find(Tenant tenant, String id) {
        return jdbi.withHandle(handle -> ArrivalTable.find(handle, tenant, "id", id))
                .orElse(null);
    }

    private Arrival require(Tenant tenant, String field, String id) {
        return jdbi.withHandle(handle -> ArrivalTable.find(handle, tenant, field, id))
                .orElseThrow(() -> Require.invalid(field, "ids of partial uploads", "'" + id + "'"));
    }

    private Standing requireStored(Tenant tenant, String id) {
        return jdbi.withHandle(handle -> UploadTable.requireStanding(handle, tenant, id));
    }
}
