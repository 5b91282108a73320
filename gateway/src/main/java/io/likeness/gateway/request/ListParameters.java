package io.likeness.gateway.request;

import io.likeness.contracts.Require;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.QueryParam;
import java.time.DateTimeException;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/** What every list of jobs takes in its query. */
public record ListParameters(
        @Parameter(
                description = "At most so many",
                schema = @Schema(type = SchemaType.INTEGER, minimum = "1", maximum = "200", defaultValue = "50"))
        @QueryParam("limit")
        @DefaultValue(Page.DEFAULT_LIMIT)
        int limit,

        @Parameter(description = "Where to go on: from the link to the next page, in the header Link (RFC 8288)")
        @QueryParam("cursor")
        @Nullable
        String cursor,

        @Parameter(
                description = "`-createdAt`: the newest first; `createdAt`: the oldest first",
                schema =
                        @Schema(
                                type = SchemaType.STRING,
                                enumeration = {"-createdAt", "createdAt"},
                                defaultValue = "-createdAt"))
        @QueryParam("sort")
        @DefaultValue("-createdAt")
        String sort,

        @Parameter(description = "Not accepted before this time, of ISO 8601", example = "2026-01-31T12:00:00Z")
        @QueryParam("createdAfter")
        @Nullable
        String createdAfter,

        @Parameter(description = "Accepted before this time, of ISO 8601", example = "2026-02-28T12:00:00Z")
        @QueryParam("createdBefore")
        @Nullable
        String createdBefore) {

    public boolean oldestFirst() {
        return sort.equals("createdAt");
    }

    public @Nullable Instant after() {
        return time("createdAfter", createdAfter);
    }

    public @Nullable Instant before() {
        return time("createdBefore", createdBefore);
    }

    private static @Nullable Instant time(String field, @Nullable String text) {
        try {
            return text == null ? null : Times.parse(text);
        } catch (DateTimeException e) {
            throw Require.invalid(field, "a time of ISO 8601", "'" + text + "'");
        }
    }
}
