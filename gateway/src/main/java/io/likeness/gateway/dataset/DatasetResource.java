package io.likeness.gateway.dataset;

import io.likeness.contracts.Require;
import io.likeness.contracts.dataset.ImportReport;
import io.likeness.gateway.access.CurrentPrincipal;
import io.likeness.gateway.access.Needs;
import io.likeness.gateway.access.Scope;
import io.likeness.gateway.deletion.DeletionResponses;
import io.likeness.gateway.deletion.Deletions;
import io.likeness.gateway.ledger.JobField;
import io.likeness.gateway.ledger.JobKind;
import io.likeness.gateway.ledger.JobListResponses;
import io.likeness.gateway.request.Correlation;
import io.likeness.gateway.request.FileResponses;
import io.likeness.gateway.request.ListParameters;
import io.likeness.gateway.request.NextPageResponses;
import io.likeness.gateway.stream.StateStreamEvents;
import io.likeness.gateway.stream.WatchedJobs;
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

/** Datasets over HTTP. */
@Path("/v1/datasets")
@Needs(changing = Scope.TRAIN)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "2. Datasets", description = "Archives that are read, checked, cropped and split")
public class DatasetResource {
    private static final String EXAMPLE = """
        {"name": "celeba", "uploadId": "7b0f2c1e-6d0a-4c55-9a53-5b8f3f1f6c11", "side": 64, "channels": 1,
         "terms": "non-commercial research only"}\
        """;

    private final Datasets datasets;
    private final FileResponses files;
    private final WatchedJobs jobs;
    private final StateStreamEvents events;
    private final Deletions deletions;
    private final CurrentPrincipal principal;

    public DatasetResource(
            Datasets datasets,
            FileResponses files,
            Deletions deletions,
            WatchedJobs jobs,
            StateStreamEvents events,
            CurrentPrincipal principal) {
        this.principal = principal;
        this.jobs = jobs;
        this.events = events;
        this.deletions = deletions;
        this.files = files;
        this.datasets = datasets;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Turn an upload into a dataset, or a dataset into its next version",
            description =
                    "With addTo, into one that has the images of another, too: they are stored once. With revise and changes, the next version"
                            + " of a dataset is made instead: without some images, labelled otherwise, or with what its doctor found dealt with.")
    @RequestBody(
            required = true,
            content =
                    @Content(
                            schema = @Schema(implementation = DatasetRequest.class),
                            examples = @ExampleObject(name = "CelebA", value = EXAMPLE)))
    @APIResponse(
            responseCode = "202",
            description = "Accepted; the Location tells how far it is",
            content = @Content(schema = @Schema(implementation = Dataset.class)))
    public Response accept(
            @Nullable DatasetRequest request,
            @Parameter(description = "Makes a repeated request harmless: the same key and body answer the same dataset")
                    @HeaderParam("Idempotency-Key")
                    @Nullable
                    String key) {
        return accepted(datasets.accept(principal.get(), Require.present("body", request), key, Correlation.current()));
    }

    @GET
    @Operation(
            summary = "List datasets, the newest first",
            description =
                    "Without those that are gone, and those whose record is damaged. Where there are more, the header"
                            + " `Link` says where the list goes on.")
    @APIResponse(
            responseCode = "200",
            content = @Content(schema = @Schema(type = SchemaType.ARRAY, implementation = Dataset.class)),
            headers =
                    @Header(
                            name = "Link",
                            description = "The next page, rel=\"next\"",
                            schema = @Schema(type = SchemaType.STRING)))
    public Response list(
            @BeanParam ListParameters parameters,
            @Parameter(description = "Only with these statuses") @QueryParam("status") List<DatasetStatus> statuses,
            @Parameter(description = "Only of this name", example = "celeba") @QueryParam("name") @Nullable String name,
            @Context UriInfo uri) {
        Map<JobField, @Nullable String> fields = new EnumMap<>(JobField.class);
        fields.put(JobField.NAME, name);
        return NextPageResponses.of(
                datasets.list(JobListResponses.query(
                        principal.tenant(), JobKind.DATASET, parameters, DatasetStatus.states(statuses), fields)),
                uri);
    }

    @GET
    @Path("{id}")
    @Operation(summary = "Look at a dataset, its progress and its counts")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = Dataset.class)))
    @APIResponse(responseCode = "410", description = "It was deleted or has expired")
    public Dataset dataset(@PathParam("id") String id) {
        return datasets.require(principal.tenant(), id);
    }

    @GET
    @Path("{id}/events")
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @Blocking
    @Operation(
            summary = "Follow an import",
            description =
                    "Server-sent events named Dataset, each as this resource is then: first as it is now (left out if"
                            + " Last-Event-ID names that very state), then whenever it is another. The stream ends with it.")
    @APIResponse(
            responseCode = "200",
            content =
                    @Content(
                            mediaType = MediaType.SERVER_SENT_EVENTS,
                            schema = @Schema(implementation = Dataset.class)))
    public Multi<OutboundSseEvent> events(
            @PathParam("id") String id,
            @Parameter(description = "The id of the last event that the client has")
                    @HeaderParam(HttpHeaders.LAST_EVENT_ID_HEADER)
                    @DefaultValue("")
                    String lastEventId,
            @Context Sse sse) {
        datasets.require(principal.tenant(), id);
        return events.stream(
                jobs.watch(principal.tenant(), JobKind.DATASET, id, "Dataset", Dataset::of), lastEventId, sse);
    }

    @POST
    @Path("{id}/cancel")
    @Operation(
            summary = "End an import",
            description =
                    "One that waits never starts, one that reads stops within an image. Asking again changes nothing.")
    @APIResponse(
            responseCode = "202",
            description = "Asked for; the status tells when it has ended",
            content = @Content(schema = @Schema(implementation = Dataset.class)))
    @APIResponse(responseCode = "409", description = "It has ended in another way")
    @APIResponse(responseCode = "410", description = "It was deleted or has expired")
    public Response cancel(@PathParam("id") String id) {
        return accepted(datasets.cancel(principal.tenant(), id, Correlation.current()));
    }

    @DELETE
    @Path("{id}")
    @Operation(
            summary = "Delete a dataset and all that is stored of it",
            description =
                    "Refused while it is imported, and where a dataset that has its images, too, a training of it, or a version"
                            + " made of it, is still kept."
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
                deletions.delete(principal.tenant(), JobKind.DATASET, id, cascade, Correlation.current()));
    }

    @GET
    @Path("{id}/report")
    @Operation(summary = "What the import kept and what it did not, entry by entry")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = ImportReport.class)))
    public Response report(@PathParam("id") String id) {
        return files.answer(datasets.report(principal.tenant(), id)).build();
    }

    @GET
    @Path("{id}/preview.png")
    @Produces("image/png")
    @Operation(summary = "Some of its images in one PNG")
    public Response preview(@PathParam("id") String id) {
        return files.answer(datasets.preview(principal.tenant(), id)).build();
    }

    private static Response accepted(Dataset dataset) {
        return Response.accepted(dataset)
                .location(URI.create(dataset.links().self()))
                .build();
    }
}
