package io.likeness.gateway.upload;

import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.LikenessException;
import io.likeness.contracts.ObjectReference;
import io.likeness.contracts.Require;
import io.likeness.gateway.upload.Piece.Ending;
import io.likeness.platform.store.Bucket;
import io.likeness.platform.store.ObjectStore;
import io.likeness.platform.store.StoredPart;
import io.likeness.platform.store.UnfinishedUpload;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One body on its way into an upload: full parts go to the store and are taken note of one by one, what is left over goes into an
 * object beside them, also where the body breaks off. Of a body with a checksum nothing is taken note of before that is right. For one
 * body, and one thread.
 */
final class Reception {
    private static final Logger LOG = LoggerFactory.getLogger(Reception.class);

    private final ObjectStore store;
    private final Jdbi jdbi;
    private final Duration keep;
    private final Arrival before;
    private final Piece piece;
    private final long most;
    private final ResumableDigest digest;
    private final byte[] buffer;
    private final List<StoredPart> fresh = new ArrayList<>();
    private int filled;
    private long offset;
    private @Nullable String storeUpload;
    private @Nullable String keptRest;

    /** @param most bytes of the whole */
    Reception(ObjectStore store, Jdbi jdbi, Duration keep, Arrival before, Piece piece, long most, int partBytes) {
        this.store = store;
        this.jdbi = jdbi;
        this.keep = keep;
        this.before = before;
        this.piece = piece;
        this.most = before.length() == null ? most : Math.min(before.length(), most);
        this.digest = ResumableDigest.from(before.digest());
        this.buffer = new byte[partBytes];
        this.offset = before.offset();
        this.storeUpload = before.storeUpload();
        this.keptRest = before.rest();
    }

    /** Takes in all of a body; what it throws is thrown on after what came before is kept. */
    Arrival receive(InputStream body) {
        fetchRest();
        while (readOn(body)) {
            if (filled == buffer.length) {
                putPart();
            }
        }
        if (piece.checksum() != null) {
            piece.checksum().verify();
        }
        return end();
    }

    private void fetchRest() {
        if (before.rest() == null || before.restSha256() == null) {
            return;
        }
        ObjectReference rest = new ObjectReference(
                Bucket.UPLOADS.logicalName(),
                before.rest(),
                before.restSha256(),
                before.restBytes(),
                Upload.MEDIA_TYPE);
        try (InputStream in = store.open(rest)) {
            filled = in.readNBytes(buffer, 0, before.restBytes());
        } catch (IOException e) {
            throw new LikenessException(ErrorCode.OBJECT_STORE_UNAVAILABLE, "object " + rest.key() + ": " + e, e);
        }
        if (filled == buffer.length) {
            putPart();
        }
    }

    /** False at the end of the body. */
    private boolean readOn(InputStream body) {
        int room = (int) Math.min(buffer.length - filled, most - offset);
        int read = room > 0 ? read(body, filled, room) : read(body, filled, 1);
        if (read < 0) {
            return false;
        }
        if (room <= 0) {
            throw tooLong();
        }
        digest.update(buffer, filled, read);
        if (piece.checksum() != null) {
            piece.checksum().update(buffer, filled, read);
        }
        filled += read;
        offset += read;
        return true;
    }

    private int read(InputStream body, int at, int length) {
        try {
            return body.read(buffer, at, length);
        } catch (LikenessException e) {
            keepWhatCame(e);
            throw e;
        } catch (IOException e) {
            throw new LikenessException(ErrorCode.UPLOAD_BROKEN_OFF, "body: expected all of it, found " + e, e);
        }
    }

    private LikenessException tooLong() {
        return before.length() == null
                ? new LikenessException(
                        ErrorCode.UPLOAD_TOO_LARGE, "body: expected at most " + most + " bytes in all, found more")
                : new LikenessException(
                        ErrorCode.UPLOAD_TOO_LARGE,
                        "body: expected %d bytes to the end, as Upload-Length says %d, found more"
                                .formatted(most - before.offset(), most));
    }

    private void keepWhatCame(LikenessException failure) {
        if (piece.checksum() != null) {
            return;
        }
        try {
            if (hasComeToTheLength()) {
                keepWhole();
            } else {
                keepRest();
            }
        } catch (LikenessException e) {
            failure.addSuppressed(e);
        }
    }

    /** Whoever asks is told then that nothing is missing. */
    private boolean hasComeToTheLength() {
        return piece.ending() == Ending.AT_LENGTH && before.length() != null && offset == before.length();
    }

    private Arrival end() {
        boolean complete = switch (piece.ending()) {
            case AT_LENGTH -> hasComeToTheLength();
            case WITH_THIS -> requireWhole();
            case LATER -> false;
        };
        if (!complete) {
            return keepRest();
        }
        if (offset == 0) {
            throw Require.invalid("body", "at least 1 byte", "none");
        }
        return keepWhole();
    }

    private Arrival keepWhole() {
        if (filled > 0) {
            putBuffer();
        }
        return keep(true, offset, null);
    }

    private boolean requireWhole() {
        if (before.length() != null && offset != before.length()) {
            LikenessException refusal = new LikenessException(
                    ErrorCode.INVALID_REQUEST,
                    "Upload-Length: expected %d bytes, found %d at the end".formatted(before.length(), offset));
            keepWhatCame(refusal);
            throw refusal;
        }
        return true;
    }

    private void putPart() {
        putBuffer();
        if (piece.checksum() == null) {
            keep(false, before.length(), null);
        }
    }

    private void putBuffer() {
        int number = number();
        if (storeUpload == null) {
            storeUpload = store.begin(Bucket.UPLOADS, before.id()).uploadId();
        }
        fresh.add(store.put(Bucket.UPLOADS, new UnfinishedUpload(before.id(), storeUpload), number, buffer, filled));
        filled = 0;
    }

    private Arrival keepRest() {
        if (filled == 0) {
            return keep(false, before.length(), null);
        }
        // A number of a part would be used up, of which a store has no more than there may be requests.
        String key = before.id() + "." + UUID.randomUUID();
        return keep(false, before.length(), store.put(Bucket.UPLOADS, key, buffer, filled));
    }

    private int number() {
        int number = jdbi.inTransaction(transaction -> ArrivalTable.nextNumber(transaction, before))
                .orElseThrow(Reception::superseded);
        if (number > StoredPart.MOST) {
            throw new LikenessException(
                    ErrorCode.UPLOAD_TOO_LARGE,
                    "body: expected in at most " + StoredPart.MOST + " parts of the store's, found more");
        }
        return number;
    }

    private Arrival keep(boolean complete, @Nullable Long length, @Nullable ObjectReference rest) {
        Arrival after = new Arrival(
                before.id(),
                before.tenant(),
                before.keyId(),
                before.fileName(),
                before.datasetName(),
                before.correlationId(),
                before.createdAt(),
                before.expiresAt(),
                before.piece(),
                before.pieces(),
                before.metadata(),
                length,
                offset,
                complete,
                digest.state(),
                null,
                storeUpload,
                rest == null ? null : rest.key(),
                rest == null ? 0 : filled,
                rest == null ? null : rest.sha256(),
                before.fence());
        if (!jdbi.inTransaction(transaction -> ArrivalTable.keep(transaction, after, fresh, keep))) {
            throw superseded();
        }
        fresh.clear();
        forget(keptRest);
        keptRest = after.rest();
        return after;
    }

    /** What has come is noted without it; where it stays, the sweep of what nobody owns takes it. */
    private void forget(@Nullable String rest) {
        try {
            if (rest != null) {
                store.delete(Bucket.UPLOADS, rest);
            }
        } catch (LikenessException e) {
            LOG.debug("a rest stays for the sweep key={}", rest, e);
        }
    }

    private static LikenessException superseded() {
        return new LikenessException(
                ErrorCode.STATE_CONFLICT,
                "upload: expected one request at a time to send to it, found another that has gone on");
    }
}
