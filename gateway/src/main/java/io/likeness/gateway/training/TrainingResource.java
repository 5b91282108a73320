package io.likeness.gateway.training;

import io.likeness.contracts.Require;
import io.likeness.gateway.request.Correlation;
import io.likeness.gateway.request.Page;
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
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import java.net.URI;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Trainings over HTTP. */
@Path("/v1/trainings")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "3. Trainings", description = "Runs that turn a dataset into a version of a model")
public class TrainingResource {
    private static final String EXAMPLE = """
            {"datasetId": "0d7ad1c8-52b7-4a2d-8a24-0a4c0d8a9f5e", "modelName": "celeba", "preset": "seed", "epochs": 5, "seed": 7}""";

    private final Trainings trainings;
    private final TrainingStreamEvents events;

    public TrainingResource(Trainings trainings, TrainingStreamEvents events) {
        this.trainings = trainings;
        this.events = events;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Train a model",
            description = "A dataset that is not sealed yet is waited for until the deadline.")
    @RequestBody(
            required = true,
            content =
                    @Content(
                            schema = @Schema(implementation = TrainingRequest.class),
                            examples = @ExampleObject(name = "Five epochs", value = EXAMPLE)))
    @APIResponse(
            responseCode = "202",
            description = "Accepted; the Location tells how far it is",
            content = @Content(schema = @Schema(implementation = Training.class)))
    public Response accept(
            @Nullable TrainingRequest request,
            @Parameter(
                            description =
                                    "Makes a repeated request harmless: the same key and body answer the same training")
                    @HeaderParam("Idempotency-Key")
                    @Nullable
                    String key) {
        Training training = trainings.accept(Require.present("body", request), key, Correlation.current());
        return Response.accepted(training)
                .location(URI.create(training.links().self()))
                .build();
    }

    @GET
    @Operation(summary = "List trainings, the newest first, without their history")
    public List<Training> newest(
            @Parameter(description = "1 to 200") @QueryParam("limit") @DefaultValue(Page.DEFAULT_LIMIT) int limit) {
        return trainings.newest(Page.limit(limit));
    }

    @GET
    @Path("{id}")
    @Operation(summary = "Look at a training and its epochs")
    public Training training(@PathParam("id") String id) {
        return trainings.require(id);
    }

    @GET
    @Path("{id}/events")
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @Blocking
    @Operation(
            summary = "Follow a training",
            description = "Server-sent events: first all that happened, or what happened after Last-Event-ID, then what"
                    + " happens. Named as in the event catalogue (TrainingStarted, EpochCompleted, ...); the stream ends"
                    + " after TrainingCompleted, TrainingFailed or TrainingCancelled.")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = String.class)))
    public Multi<OutboundSseEvent> events(
            @PathParam("id") String id,
            @Parameter(description = "The id of the last event that the client has")
                    @HeaderParam(HttpHeaders.LAST_EVENT_ID_HEADER)
                    @Nullable
                    String lastEventId,
            @Context Sse sse) {
        trainings.require(id);
        return events.stream(id, sequence(lastEventId), sse);
    }

    private static long sequence(@Nullable String lastEventId) {
        if (lastEventId == null || lastEventId.isEmpty()) {
            return 0;
        }
        try {
            return Require.between("Last-Event-ID", Long.parseLong(lastEventId), 0, Long.MAX_VALUE);
        } catch (NumberFormatException e) {
            throw Require.invalid("Last-Event-ID", "the id of an event of this stream", "'" + lastEventId + "'");
        }
    }
}
