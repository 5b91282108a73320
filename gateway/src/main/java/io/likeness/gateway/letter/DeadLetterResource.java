package io.likeness.gateway.letter;

import io.likeness.gateway.access.CurrentPrincipal;
import io.likeness.gateway.access.Needs;
import io.likeness.gateway.access.Scope;
import io.likeness.gateway.request.Page;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Dead letters over HTTP. */
@Path("/v1/dead-letters")
@Needs(reading = Scope.ADMIN, changing = Scope.ADMIN, operator = true)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "7. Dead letters", description = "Records of Kafka that a service could not handle")
public class DeadLetterResource {
    private final Letters letters;
    private final CurrentPrincipal principal;

    public DeadLetterResource(Letters letters, CurrentPrincipal principal) {
        this.principal = principal;
        this.letters = letters;
    }

    @GET
    @Operation(summary = "List dead letters, the newest first")
    public LetterPage newest(
            @Parameter(description = "Only those of this topic", example = "likeness.dataset.event.v1")
                    @QueryParam("topic")
                    @Nullable
                    String topic,
            @Parameter(description = "Only those of this service", example = "trainer-service")
                    @QueryParam("consumer")
                    @Nullable
                    String consumer,
            @Parameter(description = "Only those in this state: new, replayed or discarded")
                    @QueryParam("state")
                    @Nullable
                    String state,
            @Parameter(description = "Where to go on: next of the page before") @QueryParam("cursor") @Nullable
                    String cursor,
            @Parameter(
                            description = "At most so many",
                            schema = @Schema(type = SchemaType.INTEGER, minimum = "1", maximum = "200"))
                    @QueryParam("limit")
                    @DefaultValue(Page.DEFAULT_LIMIT)
                    int limit) {
        return letters.newest(principal.tenant(), LetterQuery.of(topic, consumer, state, cursor, Page.limit(limit)));
    }

    @GET
    @Path("{id}")
    @Operation(summary = "Look at a dead letter, its headers and its payload")
    public LetterDetails letter(@PathParam("id") String id) {
        return letters.require(principal.tenant(), id);
    }

    @POST
    @Path("{id}/replay")
    @Operation(
            summary = "Send a dead letter to the consumer that failed, and to no other",
            description = "If it fails again, the new letter names this one as its former. A command whose job has been"
                    + " ended as failed is not replayed: ask for the job anew.")
    @APIResponse(responseCode = "200", description = "The broker has it; the letter is replayed")
    @APIResponse(responseCode = "409", description = "Discarded already, or not to be replayed")
    public Letter replay(@PathParam("id") String id) {
        return letters.replay(principal.tenant(), id);
    }

    @POST
    @Path("{id}/discard")
    @Operation(summary = "Let a dead letter go; it expires later")
    @APIResponse(responseCode = "200", description = "The letter is discarded")
    @APIResponse(responseCode = "409", description = "Discarded already")
    public Letter discard(@PathParam("id") String id) {
        return letters.discard(principal.tenant(), id);
    }
}
