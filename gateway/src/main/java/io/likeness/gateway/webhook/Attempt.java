package io.likeness.gateway.webhook;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.time.Duration;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * One call of a webhook.
 *
 * @param status HTTP status of the answer, absent where there was none
 * @param excerpt of the answer's body, at most 1 KB
 * @param error why there was no answer, or why the one that came is none
 * @param retryAfter the pause that the receiver wishes for, absent where it wishes for none, or that was long ago
 */
@Schema(name = "WebhookAttempt", description = "One call of a webhook")
record Attempt(
        Instant at,
        long milliseconds,

        @Schema(description = "Of the answer, absent where there was none", examples = "503") @Nullable
        Integer status,

        @Schema(description = "The first kilobyte of the answer's body") @Nullable
        String excerpt,

        @Nullable String error,
        @JsonIgnore @Schema(hidden = true) @Nullable Duration retryAfter) {
    private static final int GONE = 410;

    boolean succeeded() {
        return status != null && status / 100 == 2;
    }

    /** Whether the receiver wants no more, ever. */
    boolean gone() {
        return status != null && status == GONE;
    }
}
