package io.likeness.gateway.stream;

import io.likeness.gateway.access.CurrentPrincipal;
import io.likeness.gateway.access.Needs;
import io.smallrye.mutiny.Multi;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** All that changes, over HTTP. */
@Path("/v1/events")
@Needs
@Tag(name = "6. Status")
public class ChangeResource {
    private final ChangeStreamEvents events;
    private final CurrentPrincipal principal;

    public ChangeResource(ChangeStreamEvents events, CurrentPrincipal principal) {
        this.events = events;
        this.principal = principal;
    }

    @GET
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @Operation(
            summary = "Follow everything",
            description =
                    "Server-sent events: `connected` first, after which a client looks at all that it shows; then `changed`"
                            + " with the kind and the id of what is another now: a dataset, a training, a generation or a model.")
    @APIResponse(
            responseCode = "200",
            content =
                    @Content(mediaType = MediaType.SERVER_SENT_EVENTS, schema = @Schema(implementation = Change.class)))
    public Multi<OutboundSseEvent> events(@Context Sse sse) {
        return events.stream(principal.tenant(), sse);
    }
}
