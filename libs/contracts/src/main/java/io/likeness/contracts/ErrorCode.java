package io.likeness.contracts;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;

/** Every failure that a caller can see, with its category and its HTTP status. The name is the wire form. */
public enum ErrorCode {
    INVALID_REQUEST(ErrorCategory.USER, 400),
    NOT_FOUND(ErrorCategory.USER, 404),
    RANGE_NOT_SATISFIABLE(ErrorCategory.USER, 416),
    UPLOAD_TOO_LARGE(ErrorCategory.USER, 413),
    UPLOAD_TOO_SLOW(ErrorCategory.USER, 408),
    UPLOAD_BROKEN_OFF(ErrorCategory.USER, 400),
    UNSUPPORTED_MEDIA_TYPE(ErrorCategory.USER, 415),
    UNSUPPORTED_VERSION(ErrorCategory.USER, 412),
    /** The status is tus's own, which no registry has. */
    CHECKSUM_MISMATCH(ErrorCategory.USER, 460),
    FOREIGN_HOST(ErrorCategory.USER, 421),
    FOREIGN_ORIGIN(ErrorCategory.USER, 403),
    KEY_REQUIRED(ErrorCategory.USER, 401),
    KEY_INVALID(ErrorCategory.USER, 401),
    SCOPE_MISSING(ErrorCategory.USER, 403),
    UNSUPPORTED_ARCHIVE(ErrorCategory.USER, 422),
    ARCHIVE_LIMIT_EXCEEDED(ErrorCategory.USER, 422),
    NO_USABLE_IMAGE(ErrorCategory.USER, 422),
    NOT_A_FACE(ErrorCategory.USER, 422),
    IMPOSSIBLE_CONFIGURATION(ErrorCategory.USER, 422),
    DATASET_UNUSABLE(ErrorCategory.USER, 422),
    TRAINING_DIVERGED(ErrorCategory.USER, 422),
    MODEL_NOT_FOUND(ErrorCategory.USER, 404),
    GONE(ErrorCategory.USER, 410),
    ERASED(ErrorCategory.USER, 451),
    MALFORMED_EVENT(ErrorCategory.USER, 400),
    IDEMPOTENCY_KEY_REUSED(ErrorCategory.USER, 422),
    QUOTA_EXCEEDED(ErrorCategory.USER, 403),
    STATE_CONFLICT(ErrorCategory.CONFLICT, 409),
    LEASE_LOST(ErrorCategory.CONFLICT, 409),
    DEADLINE_EXCEEDED(ErrorCategory.CONFLICT, 409),
    MODEL_NOT_READY(ErrorCategory.RESOURCE, 503),
    DEVICE_UNAVAILABLE(ErrorCategory.RESOURCE, 503),
    CAPACITY_EXHAUSTED(ErrorCategory.RESOURCE, 503),
    TOO_MANY_REQUESTS(ErrorCategory.RESOURCE, 429),
    DATABASE_UNAVAILABLE(ErrorCategory.EXTERNAL, 503),
    OBJECT_STORE_UNAVAILABLE(ErrorCategory.EXTERNAL, 503),
    BROKER_UNAVAILABLE(ErrorCategory.EXTERNAL, 503),
    REGISTRY_UNAVAILABLE(ErrorCategory.EXTERNAL, 503),
    ISSUER_UNAVAILABLE(ErrorCategory.EXTERNAL, 503),
    DIGEST_MISMATCH(ErrorCategory.INTERNAL, 500),
    PARITY_FAILED(ErrorCategory.INTERNAL, 500),
    MODEL_UNUSABLE(ErrorCategory.INTERNAL, 500),
    TRAINING_FAILED(ErrorCategory.INTERNAL, 500),
    INTERNAL_ERROR(ErrorCategory.INTERNAL, 500),
    /** A code that a newer writer knows; never written by us first. See {@link Failure}. */
    @JsonEnumDefaultValue
    UNKNOWN(ErrorCategory.INTERNAL, 500);

    private final ErrorCategory category;
    private final int httpStatus;

    ErrorCode(ErrorCategory category, int httpStatus) {
        this.category = category;
        this.httpStatus = httpStatus;
    }

    public ErrorCategory category() {
        return category;
    }

    /** The HTTP status (RFC 9110) with which a request that failed for this reason is answered. */
    public int httpStatus() {
        return httpStatus;
    }
}
