package io.likeness.contracts;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a method could not do, with the code that decides the HTTP status, a retry or the dead-letter topic. */
public final class LikenessException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final ErrorCode code;
    private final List<String> violations;

    public LikenessException(ErrorCode code, String message) {
        this(code, message, null);
    }

    /**
     * @param message names the field, says what was expected and what was found; it is shown to callers
     */
    public LikenessException(ErrorCode code, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.code = code;
        this.violations = List.of(message);
    }

    /**
     * Of all that is wrong with a request.
     *
     * @param violations one or more messages, each naming its field
     */
    public LikenessException(ErrorCode code, List<String> violations) {
        super(String.join("; ", violations));
        this.code = code;
        this.violations = List.copyOf(violations);
    }

    public ErrorCode code() {
        return code;
    }

    /** The message, or the messages of which it is made, each about a field of its own. */
    public List<String> violations() {
        return violations;
    }

    /** The same of a request that carries this one's fields below another. */
    public LikenessException below(String field) {
        return new LikenessException(
                code, violations.stream().map(each -> field + "." + each).toList());
    }

    /** Whether the same work may succeed when it is tried again unchanged. */
    public boolean retriable() {
        return code.category().retriable();
    }
}
