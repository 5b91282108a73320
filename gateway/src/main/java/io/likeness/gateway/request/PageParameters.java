package io.likeness.gateway.request;

import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.QueryParam;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/** What every list takes in its query that is given page by page. */
public record PageParameters(
        @Parameter(
                description = "At most so many",
                schema = @Schema(type = SchemaType.INTEGER, minimum = "1", maximum = "200", defaultValue = "50"))
        @QueryParam("limit")
        @DefaultValue(Page.DEFAULT_LIMIT)
        int limit,

        @Parameter(description = "Where to go on: from the link to the next page, in the header Link (RFC 8288)")
        @QueryParam("cursor")
        @Nullable
        String cursor) {}
