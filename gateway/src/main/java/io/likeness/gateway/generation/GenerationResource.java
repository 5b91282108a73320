package io.likeness.gateway.generation;

import io.likeness.contracts.Require;
import io.likeness.gateway.access.CurrentPrincipal;
import io.likeness.gateway.access.Needs;
import io.likeness.gateway.access.Scope;
import io.likeness.gateway.ledger.Job;
import io.likeness.gateway.ledger.JobField;
import io.likeness.gateway.ledger.JobKind;
import io.likeness.gateway.ledger.JobListResponses;
import io.likeness.gateway.ledger.JobStatus;
import io.likeness.gateway.request.Correlation;
import io.likeness.gateway.request.ListParameters;
import io.likeness.gateway.request.NextPageResponses;
import io.likeness.gateway.request.Preference;
import io.likeness.gateway.stream.StateStreamEvents;
import io.likeness.gateway.stream.WatchedJobs;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
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

/** Generations over HTTP. */
@Path("/v1/generations")
@Needs(changing = Scope.GENERATE)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "5. Generations", description = "Faces that nobody has")
public class GenerationResource {
    private static final String SAMPLE = "{\"model\": \"celeba\", \"count\": 16, \"seed\": 7}";
    private static final String LABELS =
            "{\"model\": \"celeba\", \"count\": 16, \"temperature\": 0.8, \"labels\": {\"Smiling\": 1, \"Male\": -1}}";
    private static final String INTERPOLATE = "{\"model\": \"celeba\", \"operation\": \"interpolate\", \"faces\":"
            + " [{\"seed\": 7}, {\"seed\": 7, \"index\": 3}], \"steps\": 20, \"loop\": true}";
    private static final String RECONSTRUCT = "{\"model\": \"celeba\", \"operation\": \"reconstruct\", \"face\":"
            + " {\"upload\": \"7b0f2c1e-6d0a-4c55-9a53-5b8f3f1f6c11\", \"crop\": {\"pixels\": 140, \"of\": 178}}}";
    private static final String EDIT = "{\"model\": \"celeba\", \"operation\": \"edit\", \"face\": {\"seed\": 7},"
            + " \"attributes\": {\"Smiling\": 1.5}, \"steps\": 9}";
    private static final String VARY =
            "{\"model\": \"celeba\", \"operation\": \"vary\", \"face\": {\"seed\": 7, \"index\": 3},"
                    + " \"count\": 8, \"strength\": 0.3}";

    private final Generations generations;
    private final Faces faces;
    private final GenerationResponses responses;
    private final WatchedJobs jobs;
    private final StateStreamEvents events;
    private final CurrentPrincipal principal;

    public GenerationResource(
            Generations generations,
            Faces faces,
            GenerationResponses responses,
            WatchedJobs jobs,
            StateStreamEvents events,
            CurrentPrincipal principal) {
        this.principal = principal;
        this.jobs = jobs;
        this.events = events;
        this.responses = responses;
        this.generations = generations;
        this.faces = faces;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces({MediaType.APPLICATION_JSON, GenerationResponses.PNG, GenerationResponses.ZIP})
    @Blocking
    @Operation(
            summary = "Generate faces",
            description = "Samples faces, walks from face to face, reconstructs a photo, edits attributes of a face or"
                    + " varies it. A face is one that a sample of this model draws, or an upload. Answers at once;"
                    + " with `Prefer: wait=10` when the faces are there, or after 10 seconds. Whoever accepts only"
                    + " `image/png` or `application/zip` is answered with the faces themselves once they are there, with the"
                    + " job after that time, 60 seconds where `Prefer` says none.")
    @RequestBody(
            required = true,
            content =
                    @Content(
                            schema = @Schema(implementation = GenerationRequest.class),
                            examples = {
                                @ExampleObject(name = "Sixteen faces", value = SAMPLE),
                                @ExampleObject(name = "Sixteen smiling women", value = LABELS),
                                @ExampleObject(name = "From face to face and back", value = INTERPOLATE),
                                @ExampleObject(name = "A photo as the model sees it", value = RECONSTRUCT),
                                @ExampleObject(name = "Nine steps to a smile", value = EDIT),
                                @ExampleObject(name = "Eight faces like one", value = VARY)
                            }))
    @APIResponse(
            responseCode = "202",
            description = "Accepted; the Location tells how far it is",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = Generation.class)))
    @APIResponse(
            responseCode = "200",
            description =
                    "Accepted and ended within the time that the caller waited: the job, the face or the grid of all,"
                            + " or all as a zip",
            content = {
                @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = Generation.class)),
                @Content(
                        mediaType = GenerationResponses.PNG,
                        schema = @Schema(type = SchemaType.STRING, format = "binary")),
                @Content(
                        mediaType = GenerationResponses.ZIP,
                        schema = @Schema(type = SchemaType.STRING, format = "binary"))
            })
    @APIResponse(responseCode = "409", description = "The faces themselves were wanted, and the job failed")
    public Uni<Response> accept(
            @Nullable GenerationRequest request,
            @Parameter(description = "Makes a repeated request harmless: the same key and body answer the same job")
                    @HeaderParam("Idempotency-Key")
                    @Nullable
                    String key,
            @Parameter(description = "`wait=<seconds>`, 60 at most (RFC 7240)", example = "wait=10")
                    @HeaderParam("Prefer")
                    @Nullable
                    String prefer,
            @Context HttpHeaders headers) {
        Job accepted =
                generations.accept(principal.get(), Require.present("body", request), key, Correlation.current());
        GenerationResponses.Form form = GenerationResponses.accepted(headers.getAcceptableMediaTypes());
        return Preference.wait(prefer)
                .or(form::patience)
                .map(patience -> generations
                        .awaitEnd(accepted, patience)
                        .map(latest -> responses
                                .waited(latest, form)
                                .header("Preference-Applied", "wait=" + patience.toSeconds())
                                .build()))
                .orElseGet(() -> Uni.createFrom()
                        .item(responses.job(Generation.of(accepted), 202).build()));
    }

    @GET
    @Operation(
            summary = "List generations, the newest first",
            description =
                    "Without those that are gone, and those whose record is damaged. Where there are more, the header"
                            + " `Link` says where the list goes on.")
    @APIResponse(
            responseCode = "200",
            content = @Content(schema = @Schema(type = SchemaType.ARRAY, implementation = Generation.class)),
            headers =
                    @Header(
                            name = "Link",
                            description = "The next page, rel=\"next\"",
                            schema = @Schema(type = SchemaType.STRING)))
    public Response list(
            @BeanParam ListParameters parameters,
            @Parameter(description = "Only with these statuses") @QueryParam("status") List<JobStatus> statuses,
            @Parameter(description = "Only with this model", example = "celeba") @QueryParam("model") @Nullable
                    String model,
            @Parameter(description = "Only with this version of it") @QueryParam("version") @Nullable Integer version,
            @Parameter(description = "Only of this operation") @QueryParam("operation") @Nullable
                    OperationKind operation,
            @Parameter(description = "Only with this seed") @QueryParam("seed") @Nullable Long seed,
            @Parameter(description = "Only samples that were asked for this label", example = "Smiling")
                    @QueryParam("label")
                    @Nullable
                    String label,
            @Context UriInfo uri) {
        Map<JobField, @Nullable String> fields = new EnumMap<>(JobField.class);
        fields.put(JobField.MODEL, model);
        fields.put(JobField.VERSION, version == null ? null : version.toString());
        fields.put(JobField.OPERATION, operation == null ? null : operation.word());
        fields.put(JobField.SEED, seed == null ? null : seed.toString());
        fields.put(JobField.LABEL, label);
        return NextPageResponses.of(
                generations.list(JobListResponses.query(
                        principal.tenant(), JobKind.GENERATION, parameters, Set.copyOf(statuses), fields)),
                uri);
    }

    @GET
    @Path("{id}")
    @Operation(summary = "Look at a generation")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = Generation.class)))
    @APIResponse(responseCode = "410", description = "It was deleted or has expired")
    public Generation generation(@PathParam("id") String id) {
        return generations.require(principal.tenant(), id);
    }

    @GET
    @Path("{id}/events")
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @Blocking
    @Operation(
            summary = "Follow a generation",
            description =
                    "Server-sent events named Generation, each as this resource is then: first as it is now (left out if"
                            + " Last-Event-ID names that very state), then whenever it is another. The stream ends with it.")
    @APIResponse(
            responseCode = "200",
            content =
                    @Content(
                            mediaType = MediaType.SERVER_SENT_EVENTS,
                            schema = @Schema(implementation = Generation.class)))
    public Multi<OutboundSseEvent> events(
            @PathParam("id") String id,
            @Parameter(description = "The id of the last event that the client has")
                    @HeaderParam(HttpHeaders.LAST_EVENT_ID_HEADER)
                    @DefaultValue("")
                    String lastEventId,
            @Context Sse sse) {
        generations.require(principal.tenant(), id);
        return events.stream(
                jobs.watch(principal.tenant(), JobKind.GENERATION, id, "Generation", Generation::of), lastEventId, sse);
    }

    @POST
    @Path("{id}/cancel")
    @Operation(
            summary = "End a generation",
            description =
                    "One that waits never starts, one that draws stops within a batch. Asking again changes nothing.")
    @APIResponse(
            responseCode = "202",
            description = "Asked for; the status tells when it has ended",
            content = @Content(schema = @Schema(implementation = Generation.class)))
    @APIResponse(responseCode = "409", description = "It has ended in another way")
    @APIResponse(responseCode = "410", description = "It was deleted or has expired")
    public Response cancel(@PathParam("id") String id) {
        return responses
                .job(generations.cancel(principal.tenant(), id, Correlation.current()), 202)
                .build();
    }

    @DELETE
    @Needs(changing = Scope.TRAIN)
    @Path("{id}")
    @Operation(
            summary = "Delete a generation and its faces",
            description =
                    "One that has not ended is cancelled first. The id is answered with 410 from then on, and so is a"
                            + " repeated request with its idempotency key. Deleting again changes nothing.")
    @APIResponse(responseCode = "204", description = "Deleted; its faces go within seconds")
    public Response delete(@PathParam("id") String id) {
        generations.delete(principal.tenant(), id, Correlation.current());
        return Response.noContent().build();
    }

    @GET
    @Path("{id}/images/{k: [0-9]+}.png")
    @Produces(GenerationResponses.PNG)
    @Operation(summary = "One face", description = "Its text chunks carry its operation, seed, index and model digest.")
    public Response image(
            @PathParam("id") String id, @Parameter(description = "0 to count - 1") @PathParam("k") int k) {
        return responses.png(faces.image(principal.tenant(), id, k));
    }

    @GET
    @Path("{id}/images.zip")
    @Produces(GenerationResponses.ZIP)
    @Operation(
            summary = "All faces, each a PNG, as one file",
            description =
                    "0000.png and so on, behind generation.json, which tells how they were made. The zip is made while it"
                            + " is sent; it has an end if, and only if, it is whole.")
    public Response zip(@PathParam("id") String id) {
        return responses.zip(generations.require(principal.tenant(), id)).build();
    }

    @GET
    @Path("{id}/grid.png")
    @Produces(GenerationResponses.PNG)
    @Operation(summary = "All faces in one image")
    public Response grid(@PathParam("id") String id) {
        return responses.png(faces.grid(principal.tenant(), id));
    }

    @GET
    @Path("{id}/animation.png")
    @Produces(GenerationResponses.PNG)
    @Operation(
            summary = "All faces as an animated PNG",
            description = "Of an interpolation or an edit of several steps; 404 for anything else.")
    public Response animation(@PathParam("id") String id) {
        return responses.png(faces.animation(principal.tenant(), id));
    }

    @GET
    @Path("{id}/shadow")
    @Operation(
            summary = "What another version has drawn of the same request",
            description = "Where one draws copies, see `/v1/models/{name}/shadow`. It goes with the generation.")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = ShadowResult.class)))
    @APIResponse(responseCode = "404", description = "None has, or not yet")
    public ShadowResult shadow(@PathParam("id") String id) {
        return faces.shadow(principal.tenant(), id);
    }

    @GET
    @Path("{id}/shadow/images/{k: [0-9]+}.png")
    @Produces(GenerationResponses.PNG)
    @Operation(summary = "One face that another version has drawn of the same request")
    public Response shadowImage(
            @PathParam("id") String id, @Parameter(description = "0 to count - 1") @PathParam("k") int k) {
        return responses.png(faces.shadowImage(principal.tenant(), id, k));
    }

    @GET
    @Path("{id}/shadow/grid.png")
    @Produces(GenerationResponses.PNG)
    @Operation(summary = "All faces that another version has drawn of the same request")
    public Response shadowGrid(@PathParam("id") String id) {
        return responses.png(faces.shadowGrid(principal.tenant(), id));
    }

    @PUT
    @Path("{id}")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Generate faces under an id of your own",
            description =
                    "As POST /v1/generations, for as long as the generation is kept however often it is sent: the same id"
                            + " and body are the same job, another body is a conflict, and one that was deleted or has expired is not made"
                            + " again.")
    @RequestBody(required = true, content = @Content(schema = @Schema(implementation = GenerationRequest.class)))
    @APIResponse(
            responseCode = "202",
            description = "Accepted, now or before, and not ended yet",
            content = @Content(schema = @Schema(implementation = Generation.class)))
    @APIResponse(
            responseCode = "200",
            description = "Accepted before, and ended",
            content = @Content(schema = @Schema(implementation = Generation.class)))
    @APIResponse(responseCode = "409", description = "It was sent with another body")
    @APIResponse(responseCode = "410", description = "It was deleted or has expired")
    public Response put(
            @Parameter(description = "A UUID of your own", example = "0d7ad1c8-52b7-4a2d-8a24-0a4c0d8a9f5e")
                    @PathParam("id")
                    String id,
            @Nullable GenerationRequest request) {
        Generation generation = Generation.of(
                generations.put(principal.get(), id, Require.present("body", request), Correlation.current()));
        return responses
                .job(generation, generation.status().ended() ? 200 : 202)
                .build();
    }
}
