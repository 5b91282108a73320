package io.likeness.gateway.model;

import io.likeness.contracts.Require;
import io.likeness.contracts.rollout.ChangeRollout.Wish;
import io.likeness.contracts.rollout.Rollout;
import io.likeness.gateway.access.CurrentPrincipal;
import io.likeness.gateway.access.Needs;
import io.likeness.gateway.access.Scope;
import io.likeness.gateway.stream.StateStreamEvents;
import io.likeness.platform.web.Problem;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Multi;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** How versions come to serve, over HTTP. */
@Path("/v1/rollouts/{id}")
@Needs(changing = Scope.TRAIN)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "4. Models")
public class RolloutResource {
    private static final String ENDED =
            "It has ended, stands there already, or the revision is another; nothing is changed";

    private final Models models;
    private final WatchedRollouts watched;
    private final StateStreamEvents events;
    private final CurrentPrincipal principal;

    public RolloutResource(
            Models models, WatchedRollouts watched, StateStreamEvents events, CurrentPrincipal principal) {
        this.principal = principal;
        this.models = models;
        this.watched = watched;
        this.events = events;
    }

    @GET
    @Operation(
            summary = "See how a version comes to serve",
            description = "Where it stands and why, what is known of it, and which generators said so.")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = Rollout.class)))
    public Rollout rollout(@PathParam("id") String id) {
        return models.fetchRollout(principal.tenant(), id);
    }

    @GET
    @Path("events")
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @Blocking
    @Operation(
            summary = "Follow a rollout",
            description =
                    "Server-sent events named Rollout, each the whole rollout: first as it is now (left out if Last-Event-ID"
                            + " names that very state), then at each change of its state, share or evidence. The stream ends with the"
                            + " rollout, or when its candidate is deleted.")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = String.class)))
    public Multi<OutboundSseEvent> events(
            @PathParam("id") String id,
            @Parameter(description = "The id of the last event that the client has")
                    @HeaderParam(HttpHeaders.LAST_EVENT_ID_HEADER)
                    @DefaultValue("")
                    String lastEventId,
            @Context Sse sse) {
        models.fetchRollout(principal.tenant(), id);
        return events.stream(watched.watch(principal.tenant(), id), lastEventId, sse);
    }

    @POST
    @Path("pause")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Hold a rollout where it is",
            description = "Until it is resumed; a bad candidate is taken back all the same.")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = Rollout.class)))
    @APIResponse(
            responseCode = "409",
            description = ENDED,
            content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
    public Rollout pause(@PathParam("id") String id, @Nullable RolloutRequest request) {
        return change(id, request, Wish.PAUSE);
    }

    @POST
    @Path("resume")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Let a paused rollout go on", description = "Its deadline is set anew.")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = Rollout.class)))
    @APIResponse(
            responseCode = "409",
            description = ENDED,
            content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
    public Rollout resume(@PathParam("id") String id, @Nullable RolloutRequest request) {
        return change(id, request, Wish.RESUME);
    }

    @POST
    @Path("promote")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Have the candidate serve now", description = "Without waiting for more evidence.")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = Rollout.class)))
    @APIResponse(
            responseCode = "409",
            description = ENDED,
            content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
    public Rollout promote(@PathParam("id") String id, @Nullable RolloutRequest request) {
        return change(id, request, Wish.PROMOTE);
    }

    @POST
    @Path("rollback")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "End a rollout without its candidate", description = "What serves goes on serving.")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = Rollout.class)))
    @APIResponse(
            responseCode = "409",
            description = ENDED,
            content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
    public Rollout rollback(@PathParam("id") String id, @Nullable RolloutRequest request) {
        return change(id, request, Wish.ROLLBACK);
    }

    private Rollout change(String id, @Nullable RolloutRequest request, Wish wish) {
        return models.changeRollout(
                principal.tenant(), id, Require.present("body", request).change(wish));
    }
}
