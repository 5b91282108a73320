package io.likeness.gateway.upload;

import io.likeness.contracts.Require;
import io.likeness.gateway.request.Correlation;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.net.URI;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Uploads over HTTP. */
@Path("/v1/uploads")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "1. Uploads", description = "Archives of photos and the files beside them, as raw bodies")
public class UploadResource {
    private final Uploads uploads;

    public UploadResource(Uploads uploads) {
        this.uploads = uploads;
    }

    @POST
    @Consumes(MediaType.WILDCARD)
    @Operation(
            summary = "Upload a file",
            description = "The raw body of one file, 2 GB at most, streamed to the object store:"
                    + " `curl -T faces.zip -X POST 'localhost:8080/v1/uploads?fileName=faces.zip'`")
    @RequestBody(
            required = true,
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_OCTET_STREAM,
                            schema = @Schema(type = SchemaType.STRING, format = "binary")))
    @APIResponse(
            responseCode = "201",
            description = "The file is stored",
            content = @Content(schema = @Schema(implementation = Upload.class)))
    public Response receive(
            @Parameter(description = "The file's name, by which label files are recognised", example = "faces.zip")
                    @QueryParam("fileName")
                    @Nullable
                    String fileName,
            @Parameter(
                            description =
                                    "Name of the dataset to which its images are added as soon as it has arrived, one upload"
                                            + " after the other; the first makes it. A model whose policy names it is trained then",
                            example = "people")
                    @QueryParam("dataset")
                    @Nullable
                    String dataset,
            @Parameter(hidden = true) @HeaderParam(HttpHeaders.CONTENT_LENGTH) @Nullable Long length,
            InputStream body) {
        Upload upload = uploads.receive(
                Require.text("fileName", fileName), dataset, length == null ? -1 : length, body, Correlation.current());
        return Response.created(URI.create("/v1/uploads/" + upload.id()))
                .entity(upload)
                .build();
    }

    @DELETE
    @Path("{id}")
    @Operation(
            summary = "Delete an upload",
            description =
                    "Datasets that were made of it stay. While a job needs it, this is a conflict. The id is answered with 410"
                            + " from then on; deleting again changes nothing.")
    @APIResponse(responseCode = "204", description = "Deleted; its bytes go within seconds")
    public Response delete(@PathParam("id") String id) {
        uploads.delete(id);
        return Response.noContent().build();
    }

    @GET
    @Path("{id}")
    @Operation(summary = "Look at an upload")
    public Upload upload(@PathParam("id") String id) {
        return uploads.require("id", id);
    }
}
