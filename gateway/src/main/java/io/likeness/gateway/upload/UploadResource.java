package io.likeness.gateway.upload;

import io.likeness.contracts.Require;
import io.likeness.gateway.access.CurrentPrincipal;
import io.likeness.gateway.access.Needs;
import io.likeness.gateway.access.Scope;
import io.likeness.gateway.ledger.Position;
import io.likeness.gateway.request.Correlation;
import io.likeness.gateway.request.NextPageResponses;
import io.likeness.gateway.request.Page;
import io.likeness.gateway.request.PageParameters;
import io.likeness.gateway.request.Slice;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
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
import java.io.InputStream;
import java.net.URI;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.headers.Header;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Uploads over HTTP. */
@Path("/v1/uploads")
@Needs(changing = {Scope.GENERATE, Scope.TRAIN})
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "1. Uploads", description = "Archives of photos and the files beside them")
public class UploadResource {
    private final Uploads uploads;
    private final Arrivals arrivals;
    private final Resumption resumption;
    private final CurrentPrincipal principal;

    public UploadResource(Uploads uploads, Arrivals arrivals, Resumption resumption, CurrentPrincipal principal) {
        this.principal = principal;
        this.uploads = uploads;
        this.arrivals = arrivals;
        this.resumption = resumption;
    }

    @POST
    @Consumes(MediaType.WILDCARD)
    @Operation(
            summary = "Upload a file, or begin an upload that may be resumed",
            description =
                    "The raw body of one file, 2 GB at most, streamed to the object store:"
                            + " `curl -T faces.zip -X POST 'localhost:8080/v1/uploads?fileName=faces.zip'`; or a form, of which the file is"
                            + " taken: `curl -F file=@faces.zip localhost:8080/v1/uploads`.\n\nWith `Tus-Resumable: 1.0.0` it begins an upload"
                            + " by tus 1.0.0 (Upload-Length or Upload-Defer-Length, Upload-Metadata with filename and dataset, Upload-Concat),"
                            + " with `Upload-Complete` one by the IETF's draft of resumable uploads, version 12. It is gone on with at its"
                            + " Location, and given up a day after it was last sent to. Content-Encoding and Content-Range are refused.")
    @RequestBody(
            required = true,
            content = {
                @Content(
                        mediaType = MediaType.APPLICATION_OCTET_STREAM,
                        schema = @Schema(type = SchemaType.STRING, format = "binary")),
                @Content(
                        mediaType = MediaType.MULTIPART_FORM_DATA,
                        schema = @Schema(type = SchemaType.OBJECT, description = "One part of it is a file"))
            })
    @APIResponse(
            responseCode = "201",
            description = "The file is stored, or begun: then there is no content, unless it was whole",
            headers = @Header(name = "Location", schema = @Schema(type = SchemaType.STRING)),
            content = @Content(schema = @Schema(implementation = Upload.class)))
    @APIResponse(responseCode = "412", description = "Another version of tus than 1.0.0")
    @APIResponse(responseCode = "413", description = "It is, or would be, too long")
    @APIResponse(responseCode = "415", description = "A Content-Encoding, or a form where the file itself is needed")
    @APIResponse(responseCode = "451", description = "Somebody has had the file erased")
    @APIResponse(responseCode = "460", description = "The body has another Upload-Checksum; nothing of it is kept")
    public Response receive(
            @Parameter(
                            description =
                                    "The file's name, by which label files are recognised; goes before that in a form or in metadata",
                            example = "faces.zip")
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
            @Context HttpHeaders http,
            InputStream body) {
        RequestHeaders headers = http::getHeaderString;
        headers.requirePlainBody();
        boolean form = headers.mediaType().equals(MediaType.MULTIPART_FORM_DATA);
        Dialect dialect = form && DraftDialect.isWhole(headers) ? null : resumption.dialect(headers);
        if (dialect != null) {
            return ResumptionResponses.of(resumption.begin(
                    principal.get(), dialect, headers, fileName, dataset, body, Correlation.current()));
        }
        Upload upload = form
                ? uploads.receiveForm(
                        principal.get(),
                        fileName,
                        dataset,
                        headers.contentLength(),
                        headers.require(HttpHeaders.CONTENT_TYPE),
                        body,
                        Correlation.current())
                : uploads.receive(
                        principal.get(),
                        Require.text("fileName", fileName),
                        dataset,
                        headers.contentLength(),
                        body,
                        Correlation.current());
        return Response.created(URI.create(Dialect.location(upload.id())))
                .entity(upload)
                .build();
    }

    @GET
    @Operation(
            summary = "List uploads, the newest first",
            description =
                    "With those that are on their way (status receiving); without those that are gone. Where there are more,"
                            + " the header `Link` says where the list goes on.")
    @APIResponse(
            responseCode = "200",
            content = @Content(schema = @Schema(type = SchemaType.ARRAY, implementation = Upload.class)),
            headers =
                    @Header(
                            name = "Link",
                            description = "The next page, rel=\"next\"",
                            schema = @Schema(type = SchemaType.STRING)))
    public Response newest(@BeanParam PageParameters page, @Context UriInfo uri) {
        Slice<Upload> newest =
                uploads.newest(principal.tenant(), Position.decoded(page.cursor()), Page.limit(page.limit()));
        return NextPageResponses.of(newest, uri);
    }

    @DELETE
    @Needs(changing = Scope.TRAIN)
    @Path("{id}")
    @Operation(
            summary = "Delete an upload, or give one up that is on its way",
            description =
                    "Datasets that were made of it stay. While a job needs it, this is a conflict. The id is answered with 410"
                            + " from then on; deleting again changes nothing.")
    @APIResponse(responseCode = "204", description = "Deleted; its bytes go within seconds")
    public Response delete(@PathParam("id") String id) {
        if (!arrivals.cancel(principal.tenant(), id)) {
            uploads.delete(principal.tenant(), id);
        }
        return Response.noContent().build();
    }

    @GET
    @Path("{id}")
    @Operation(
            summary = "Look at an upload",
            description =
                    "Also one that is on its way: its status is receiving, and offset says how many bytes have come. It may be"
                            + " used once it is stored.")
    public Upload upload(@PathParam("id") String id) {
        return uploads.look(principal.tenant(), id);
    }
}
