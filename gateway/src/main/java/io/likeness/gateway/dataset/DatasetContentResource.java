package io.likeness.gateway.dataset;

import io.likeness.contracts.Require;
import io.likeness.contracts.dataset.DoctorReport;
import io.likeness.contracts.dataset.Split;
import io.likeness.gateway.access.CurrentPrincipal;
import io.likeness.gateway.access.Needs;
import io.likeness.gateway.request.FileResponses;
import io.likeness.gateway.request.NextPageResponses;
import io.likeness.gateway.request.Page;
import io.likeness.gateway.request.Slice;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.headers.Header;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** What is in a dataset, over HTTP. */
@Path("/v1/datasets/{id}")
@Needs
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "2. Datasets")
public class DatasetContentResource {
    private final DatasetContents contents;
    private final FileResponses files;
    private final CurrentPrincipal principal;

    public DatasetContentResource(DatasetContents contents, FileResponses files, CurrentPrincipal principal) {
        this.principal = principal;
        this.contents = contents;
        this.files = files;
    }

    @GET
    @Path("labels")
    @RunOnVirtualThread
    @Operation(
            summary = "What its images have of each label",
            description =
                    "By name. The first time it reads all rows of the dataset, about a second for 100,000 images.")
    public List<LabelStatistics> labels(@PathParam("id") String id) {
        return contents.labels(principal.tenant(), id);
    }

    @GET
    @Path("images")
    @RunOnVirtualThread
    @Operation(
            summary = "Look through its images",
            description = "In their order; the header `Link` says where the list goes on.")
    @APIResponse(
            responseCode = "200",
            content = @Content(schema = @Schema(type = SchemaType.ARRAY, implementation = DatasetImage.class)),
            headers =
                    @Header(
                            name = "Link",
                            description = "The next page, rel=\"next\"",
                            schema = @Schema(type = SchemaType.STRING)))
    public Response images(
            @PathParam("id") String id,
            @Parameter(description = "Only of this part") @QueryParam("split") @Nullable Split split,
            @Parameter(description = "Where to go on: from the link to the next page") @QueryParam("cursor") @Nullable
                    String cursor,
            @Parameter(
                            description = "At most so many",
                            schema = @Schema(type = SchemaType.INTEGER, minimum = "1", maximum = "200"))
                    @QueryParam("limit")
                    @DefaultValue(Page.DEFAULT_LIMIT)
                    int limit,
            @Context UriInfo uri) {
        Long from = Require.optionalInteger("cursor", cursor);
        List<DatasetImage> images = contents.images(principal.tenant(), id, split, from == null ? 0 : from, limit + 1);
        return NextPageResponses.of(Slice.of(images, limit, image -> Long.toString(image.index() + 1)), uri);
    }

    @GET
    @Path("changes")
    @RunOnVirtualThread
    @Operation(
            summary = "In what it differs from another dataset",
            description =
                    "Images that were added, removed, labelled otherwise or put into another part, and labels. What both store once is not compared: a next version of a"
                            + " large dataset takes a moment, two datasets of 200,000 images some seconds.")
    @APIResponse(responseCode = "400", description = "It was made from no other, and none is named")
    public DatasetDifference changes(
            @PathParam("id") String id,
            @Parameter(description = "Id of the other; absent: the dataset that it was made from")
                    @QueryParam("since")
                    @Nullable
                    String since) {
        return contents.difference(principal.tenant(), id, since);
    }

    @GET
    @Path("images/{index: [0-9]+}.png")
    @Produces("image/png")
    @RunOnVirtualThread
    @Operation(summary = "One of its images, as trainings see it")
    public Response image(
            @PathParam("id") String id, @Parameter(description = "As the list has it") @PathParam("index") long index) {
        return files.answer(contents.image(principal.tenant(), id, index))
                .header(HttpHeaders.CACHE_CONTROL, "private, max-age=3600")
                .build();
    }

    @GET
    @Path("doctor")
    @RunOnVirtualThread
    @Operation(
            summary = "What is wrong with its images and labels",
            description =
                    "Near duplicates (encoded again, mirrored, cut out otherwise, lighter), also across parts; people in several parts; labels that"
                            + " contradict each other or never change; and images unlike the others. It is there some seconds after the dataset is sealed, or"
                            + " sealed anew; a large one takes minutes.")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = DoctorReport.class)))
    @APIResponse(responseCode = "409", description = "It is not sealed, or not examined yet")
    public Response doctor(@PathParam("id") String id) {
        return files.answer(contents.doctor(principal.tenant(), id)).build();
    }

    @GET
    @Path("report/{thumbnail: [0-9a-f]{32}}.png")
    @Produces("image/png")
    @RunOnVirtualThread
    @Operation(
            summary = "A file that the import refused, small",
            description =
                    "Of the entries of the report that name a thumbnail: the first 24 of each reason among those that can be decoded, which are"
                            + " files that are too small, and duplicates. At most 96 x 96 pixels, of the middle. An erased file's is gone.")
    public Response refused(
            @PathParam("id") String id,
            @Parameter(description = "As the report has it", example = "9f2c4e6a8b0d1f3a5c7e9b1d3f5a7c9e")
                    @PathParam("thumbnail")
                    String thumbnail) {
        return files.answer(contents.refused(principal.tenant(), id, thumbnail))
                .header(HttpHeaders.CACHE_CONTROL, "private, no-cache")
                .build();
    }
}
