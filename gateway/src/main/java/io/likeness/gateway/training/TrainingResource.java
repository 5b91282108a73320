package io.likeness.gateway.training;

import io.likeness.contracts.ObjectReference;
import io.likeness.contracts.Require;
import io.likeness.gateway.access.CurrentPrincipal;
import io.likeness.gateway.access.Needs;
import io.likeness.gateway.access.Scope;
import io.likeness.gateway.cost.TrainingEstimate;
import io.likeness.gateway.deletion.DeletionResponses;
import io.likeness.gateway.deletion.Deletions;
import io.likeness.gateway.ledger.JobField;
import io.likeness.gateway.ledger.JobKind;
import io.likeness.gateway.ledger.JobListResponses;
import io.likeness.gateway.ledger.JobStatus;
import io.likeness.gateway.request.Correlation;
import io.likeness.gateway.request.FileResponses;
import io.likeness.gateway.request.ListParameters;
import io.likeness.gateway.request.NextPageResponses;
import io.likeness.platform.web.Problem;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Multi;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
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
import jakarta.ws.rs.core.UriInfo;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import java.net.URI;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.headers.Header;
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
@Needs(changing = Scope.TRAIN)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "3. Trainings", description = "Runs that turn a dataset into a version of a model")
public class TrainingResource {
    private static final String EXAMPLE = """
        {"datasetId": "0d7ad1c8-52b7-4a2d-8a24-0a4c0d8a9f5e", "modelName": "celeba", "preset": "seed", "epochs": 5, "seed": 7}\
        """;
    private static final String CONFIGURED = """
        {"datasetId": "0d7ad1c8-52b7-4a2d-8a24-0a4c0d8a9f5e", "preset": "seed", "configuration": {"latents": 64, "batch": 64, "loss": {"mse": 1, "ssim": 0.5}, "schedule": {"annealing": "cosine", "warmUpEpochs": 1}, "augmentation": {"mirroring": true}, "patience": 5}}\
        """;
    private static final String FINE_TUNED = """
        {"datasetId": "0d7ad1c8-52b7-4a2d-8a24-0a4c0d8a9f5e", "modelName": "family", "epochs": 20, "fineTuning": {"modelName": "celeba", "version": 1, "frozen": ["encoder.convolution"]}}\
        """;
    private static final String APNG = "image/apng";

    private final Trainings trainings;
    private final TrainingStreamEvents events;
    private final FileResponses files;
    private final Deletions deletions;
    private final CurrentPrincipal principal;

    public TrainingResource(
            Trainings trainings,
            TrainingStreamEvents events,
            FileResponses files,
            Deletions deletions,
            CurrentPrincipal principal) {
        this.principal = principal;
        this.deletions = deletions;
        this.trainings = trainings;
        this.events = events;
        this.files = files;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Train a model",
            description =
                    "A dataset that is not sealed yet is waited for until the deadline. A configuration that cannot be"
                            + " trained is refused before anything is spent, with the field, what is allowed and what was"
                            + " found.")
    @RequestBody(
            required = true,
            content =
                    @Content(
                            schema = @Schema(implementation = TrainingRequest.class),
                            examples = {
                                @ExampleObject(name = "Five epochs", value = EXAMPLE),
                                @ExampleObject(name = "Another configuration", value = CONFIGURED),
                                @ExampleObject(name = "From another version", value = FINE_TUNED)
                            }))
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
        return accepted(
                trainings.accept(principal.get(), Require.present("body", request), key, Correlation.current()));
    }

    @GET
    @Operation(
            summary = "List trainings, the newest first, without their history",
            description =
                    "Without those that are gone, and those whose record is damaged. Where there are more, the header"
                            + " `Link` says where the list goes on.")
    @APIResponse(
            responseCode = "200",
            content = @Content(schema = @Schema(type = SchemaType.ARRAY, implementation = Training.class)),
            headers =
                    @Header(
                            name = "Link",
                            description = "The next page, rel=\"next\"",
                            schema = @Schema(type = SchemaType.STRING)))
    public Response list(
            @BeanParam ListParameters parameters,
            @Parameter(description = "Only with these statuses") @QueryParam("status") List<JobStatus> statuses,
            @Parameter(description = "Only of this model", example = "celeba") @QueryParam("model") @Nullable
                    String model,
            @Parameter(description = "Only on the dataset of this id") @QueryParam("dataset") @Nullable String dataset,
            @Context UriInfo uri) {
        Map<JobField, @Nullable String> fields = new EnumMap<>(JobField.class);
        fields.put(JobField.MODEL, model);
        fields.put(JobField.DATASET, dataset);
        return NextPageResponses.of(
                trainings.list(JobListResponses.query(
                        principal.tenant(), JobKind.TRAINING, parameters, Set.copyOf(statuses), fields)),
                uri);
    }

    @POST
    @Path("estimate")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Ask what a training would take",
            description =
                    "Of a request as it would be accepted, without beginning it: by what trainings took on this system"
                            + " before. The trainer measures its own speed at the start and tells that as the training's estimate.")
    @RequestBody(
            required = true,
            content =
                    @Content(
                            schema = @Schema(implementation = TrainingRequest.class),
                            examples = @ExampleObject(name = "Five epochs", value = EXAMPLE)))
    public TrainingEstimate estimate(@Nullable TrainingRequest request) {
        return trainings.estimate(principal.tenant(), Require.present("body", request));
    }

    @GET
    @Path("{id}")
    @Operation(summary = "Look at a training and its epochs")
    public Training training(@PathParam("id") String id) {
        return trainings.require(principal.tenant(), id);
    }

    @POST
    @Path("{id}/cancel")
    @Operation(
            summary = "End a training",
            description =
                    "One that waits never starts, one that runs stops within a batch; either way it leaves no version."
                            + " Asking again changes nothing.")
    @APIResponse(
            responseCode = "202",
            description = "Asked for; the status tells when it has ended",
            content = @Content(schema = @Schema(implementation = Training.class)))
    @APIResponse(responseCode = "409", description = "It has ended in another way")
    @APIResponse(responseCode = "410", description = "It was deleted or has expired")
    public Response cancel(@PathParam("id") String id) {
        return accepted(trainings.cancel(principal.tenant(), id, Correlation.current()));
    }

    @DELETE
    @Path("{id}")
    @Operation(
            summary = "Delete a training and all that is stored of it",
            description = "Refused while it has not ended, and where the version that it made is still kept."
                    + " With cascade=true, all of that is ended and deleted, too, and so on. The id is answered with 410 from then"
                    + " on; deleting again changes nothing.")
    @APIResponse(
            responseCode = "200",
            description = "Deleted; what is stored of it goes within seconds",
            content = @Content(schema = @Schema(implementation = DeletionResponses.Report.class)))
    @APIResponse(
            responseCode = "409",
            description = "It is in use; nothing is changed",
            content =
                    @Content(
                            mediaType = Problem.MEDIA_TYPE,
                            schema = @Schema(implementation = DeletionResponses.InUse.class)))
    public Response delete(
            @PathParam("id") String id,
            @Parameter(description = "Whether what uses it is ended and deleted, too")
                    @QueryParam("cascade")
                    @DefaultValue("false")
                    boolean cascade) {
        return DeletionResponses.of(
                deletions.delete(principal.tenant(), JobKind.TRAINING, id, cascade, Correlation.current()));
    }

    @GET
    @Path("{id}/film.png")
    @Produces("image/png")
    @Operation(
            summary = "The same faces, epoch by epoch",
            description =
                    "A row an epoch: held-out faces as the network rebuilds them, then fixed latents as it decodes"
                            + " them.")
    public Response filmStrip(@PathParam("id") String id) {
        return film(trainings.requireFilm(principal.tenant(), id).strip(), "image/png");
    }

    @GET
    @Path("{id}/film.apng")
    @Produces(APNG)
    @Operation(summary = "The same faces, epoch by epoch, animated", description = "A frame an epoch.")
    public Response film(@PathParam("id") String id) {
        return film(trainings.requireFilm(principal.tenant(), id).animation(), APNG);
    }

    @GET
    @Path("{id}/events")
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @Blocking
    @Operation(
            summary = "Follow a training",
            description = "Server-sent events: first all that happened, or what happened after Last-Event-ID, then"
                    + " what happens. Named as in the event catalogue (TrainingStarted, EpochCompleted, ...); the stream"
                    + " ends after TrainingCompleted, TrainingFailed or TrainingCancelled.")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = String.class)))
    public Multi<OutboundSseEvent> events(
            @PathParam("id") String id,
            @Parameter(description = "The id of the last event that the client has")
                    @HeaderParam(HttpHeaders.LAST_EVENT_ID_HEADER)
                    @Nullable
                    String lastEventId,
            @Context Sse sse) {
        trainings.requireJob(principal.tenant(), id);
        return events.stream(principal.tenant(), id, sequence(lastEventId), sse);
    }

    private static Response accepted(Training training) {
        return Response.accepted(training)
                .location(URI.create(training.links().self()))
                .build();
    }

    /** It grows with every epoch, so a client asks each time, and gets it only where it has another one. */
    private Response film(ObjectReference film, String mediaType) {
        return files.answer(film, mediaType)
                .header(HttpHeaders.CACHE_CONTROL, "no-cache")
                .build();
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
