package io.likeness.platform.store;

import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.LikenessException;
import java.io.IOException;

/** The content that was to be stored could not be had: no fault of the store, though the store's client meets it. */
final class BodyFailure extends IOException {
    private static final long serialVersionUID = 1L;

    private final LikenessException failure;

    private BodyFailure(LikenessException failure) {
        super(failure.getMessage(), failure);
        this.failure = failure;
    }

    static BodyFailure tooLong(long mostBytes) {
        return new BodyFailure(new LikenessException(
                ErrorCode.UPLOAD_TOO_LARGE, "body: expected at most " + mostBytes + " bytes, found more"));
    }

    static BodyFailure of(LikenessException failure) {
        return new BodyFailure(failure);
    }

    /** What the reader of the content met. */
    LikenessException failure() {
        return failure;
    }
}
