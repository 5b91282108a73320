package io.likeness.gateway.ledger;

import com.fasterxml.jackson.databind.JsonNode;
import io.likeness.contracts.Failure;
import io.likeness.gateway.access.Tenant;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A row of the ledger. Its documents are read when they are asked for, so that a list outlives one that no longer can be.
 *
 * @param tenant whose it is
 * @param correlationId of the request that it was accepted for
 * @param command as JSON
 * @param documents what events have told, by name
 * @param failure as JSON, why it failed or expired
 * @param queuePosition among those of its kind that wait, 1 for the next; absent where it does not wait, or is to be ended
 * @param gone what became of it, if it is only remembered
 * @param goneAt since when
 * @param request as a caller sent it; absent where nobody did
 */
public record Job(
        JobKind kind,
        String id,
        Tenant tenant,
        JobStatus status,
        String correlationId,
        String command,
        JsonNode documents,
        @Nullable String failure,
        Times times,
        @Nullable Integer queuePosition,
        @Nullable Gone gone,
        @Nullable Instant goneAt,
        @Nullable JsonNode request) {
    /** The document of what a generation made. */
    public static final String RESULT = "result";

    /**
     * @param deadline by which it has to be started
     * @param cancelRequestedAt when its end was first asked for
     * @param expiresAt when it and what it made are forgotten; absent for what stays until it is deleted
     */
    public record Times(
            Instant createdAt,
            Instant deadline,
            @Nullable Instant startedAt,
            @Nullable Instant cancelRequestedAt,
            @Nullable Instant endedAt,
            @Nullable Instant expiresAt) {}

    /** Why a job is only remembered. */
    public enum Gone {
        DELETED,
        EXPIRED
    }

    public <T> T command(Class<T> type) {
        return Documents.read(command, type);
    }

    public <T> @Nullable T find(String document, Class<T> type) {
        JsonNode found = documents.get(document);
        return found == null ? null : Documents.read(found.toString(), type);
    }

    public @Nullable Failure findFailure() {
        return failure == null ? null : Documents.read(failure, Failure.class);
    }

    /** What an error message calls it. */
    String title() {
        return kind.word() + " " + id;
    }
}
