package io.likeness.gateway.erasure;

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
import io.likeness.gateway.upload.Uploads;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
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

/** Erasures over HTTP. */
@Path("/v1/erasures")
@Needs(changing = Scope.TRAIN)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "8. Erasures", description = "Images that are taken back, and wanted nowhere from then on")
public class ErasureResource {
    private final Erasures erasures;
    private final Retrainings retrainings;
    private final Uploads uploads;
    private final CurrentPrincipal principal;

    public ErasureResource(Erasures erasures, Retrainings retrainings, Uploads uploads, CurrentPrincipal principal) {
        this.principal = principal;
        this.erasures = erasures;
        this.retrainings = retrainings;
        this.uploads = uploads;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Erase an image, by its digest or by the file itself",
            description = "A body of another type than JSON is taken to be the file; it is digested and not stored:"
                    + " `curl --data-binary @me.jpg -H 'Content-Type: image/jpeg' localhost:8080/v1/erasures`. The image is removed from uploads, datasets, films,"
                    + " evaluation pages, caches and results; the file is refused from now on, by uploads and by imports. Versions that"
                    + " were trained with it are marked. While an erasure of the file runs, asking again answers it.")
    @RequestBody(
            required = true,
            content = {
                @Content(
                        mediaType = MediaType.APPLICATION_JSON,
                        schema = @Schema(implementation = ErasureRequest.class)),
                @Content(
                        mediaType = MediaType.APPLICATION_OCTET_STREAM,
                        schema = @Schema(type = SchemaType.STRING, format = "binary"))
            })
    @APIResponse(
            responseCode = "202",
            description = "Accepted; the Location tells how far it is",
            content = @Content(schema = @Schema(implementation = Erasure.class)))
    public Response accept(@Nullable ErasureRequest request) {
        return accepted(Require.present("body", request).requireSha256());
    }

    @POST
    @Consumes(MediaType.WILDCARD)
    @Operation(hidden = true)
    public Response acceptFile(
            @Parameter(hidden = true) @HeaderParam(HttpHeaders.CONTENT_LENGTH) @Nullable Long length,
            @Parameter(hidden = true) @HeaderParam(HttpHeaders.CONTENT_TYPE) @Nullable String type,
            InputStream body) {
        requireFile(type);
        return accepted(uploads.digest(length == null ? -1 : length, body));
    }

    @GET
    @Operation(
            summary = "List erasures, the newest first",
            description = "Where there are more, the header `Link` says where the list goes on.")
    @APIResponse(
            responseCode = "200",
            content = @Content(schema = @Schema(type = SchemaType.ARRAY, implementation = Erasure.class)),
            headers =
                    @Header(
                            name = "Link",
                            description = "The next page, rel=\"next\"",
                            schema = @Schema(type = SchemaType.STRING)))
    public Response newest(@BeanParam PageParameters page, @Context UriInfo uri) {
        Slice<Erasure> newest =
                erasures.newest(principal.tenant(), Position.decoded(page.cursor()), Page.limit(page.limit()));
        return NextPageResponses.of(newest, uri);
    }

    @GET
    @Path("{id}")
    @Operation(summary = "Look at an erasure and its receipt")
    public Erasure erasure(@PathParam("id") String id) {
        return erasures.require(principal.tenant(), id);
    }

    @POST
    @Path("{id}/retrainings")
    @Operation(
            summary = "Train anew what was trained with the image",
            description =
                    "Of each model the newest version whose dataset held the image, as it was trained, on what the dataset is"
                            + " now. A version that went on from one that is marked begins from random weights. Asking again answers the same"
                            + " trainings.")
    @APIResponse(
            responseCode = "202",
            description = "Accepted",
            content = @Content(schema = @Schema(implementation = Retrainings.Begun.class)))
    @APIResponse(responseCode = "409", description = "The erasure has not succeeded yet")
    public Response retrain(@PathParam("id") String id) {
        return Response.accepted(retrainings.begin(principal.get(), id, Correlation.current()))
                .build();
    }

    /** What a form wraps is another file than the one that is meant. */
    private static void requireFile(@Nullable String type) {
        if (type != null && (type.startsWith(MediaType.APPLICATION_FORM_URLENCODED) || type.startsWith("multipart/"))) {
            throw Require.invalid(
                    HttpHeaders.CONTENT_TYPE,
                    "application/json, or that of the file, such as image/jpeg",
                    "'" + type + "'");
        }
    }

    private Response accepted(String sha256) {
        Erasure erasure = erasures.accept(principal.tenant(), sha256, Correlation.current());
        return Response.accepted(erasure)
                .location(URI.create(erasure.links().self()))
                .build();
    }
}
