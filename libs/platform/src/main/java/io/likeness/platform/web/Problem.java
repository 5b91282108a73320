package io.likeness.platform.web;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An error of the HTTP API (RFC 9457, {@code application/problem+json}).
 *
 * @param type a URI reference that identifies the kind of problem
 * @param code the reason as {@link io.likeness.contracts.ErrorCode} names it
 * @param traceId the request's correlation id, to look for in the logs
 * @param violations fields that were refused, absent where none is to blame
 */
public record Problem(
        String type,
        String title,
        int status,
        @Nullable String detail,
        String code,
        @Nullable String traceId,
        @Nullable List<Violation> violations) {
    public static final String MEDIA_TYPE = "application/problem+json";

    /** A field that was refused and why. */
    public record Violation(String field, String message) {}
}
