package io.likeness.contracts;

import org.jspecify.annotations.Nullable;

/** What a method could not do, with the code that decides the HTTP status, a retry or the dead-letter topic. */
public final class LikenessException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final ErrorCode code;

    public LikenessException(ErrorCode code, String message) {
        this(code, message, null);
    }

    /**
     * @param message names the field, says what was expected and what was found; it is shown to callers
     */
    public LikenessException(ErrorCode code, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.code = code;
    }

    public ErrorCode code() {
        return code;
    }

    /** Whether the same work may succeed when it is tried again unchanged. */
    public boolean retriable() {
        return code.category().retriable();
    }
}
