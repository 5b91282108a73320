package io.likeness.gateway.upload;

import io.likeness.gateway.access.CurrentPrincipal;
import io.likeness.gateway.access.Needs;
import io.likeness.gateway.access.Scope;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HEAD;
import jakarta.ws.rs.OPTIONS;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.headers.Header;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** How uploads are resumed over HTTP: by tus 1.0.0 and by the IETF's draft, at the same addresses. */
@Path("/v1/uploads")
@Needs(changing = {Scope.GENERATE, Scope.TRAIN})
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "1. Uploads")
public class ResumptionResource {
    private final Resumption resumption;
    private final CurrentPrincipal principal;

    public ResumptionResource(Resumption resumption, CurrentPrincipal principal) {
        this.principal = principal;
        this.resumption = resumption;
    }

    @OPTIONS
    @Operation(
            summary = "Ask how uploads may be resumed",
            description =
                    "In the headers: versions, extensions and checksums of tus, media types of PATCH, and the greatest length.")
    @APIResponse(
            responseCode = "204",
            description = "Both protocols are spoken",
            headers = {
                @Header(name = "Tus-Version", schema = @Schema(type = SchemaType.STRING)),
                @Header(name = "Tus-Extension", schema = @Schema(type = SchemaType.STRING)),
                @Header(name = "Tus-Max-Size", schema = @Schema(type = SchemaType.INTEGER)),
                @Header(name = "Accept-Patch", schema = @Schema(type = SchemaType.STRING)),
                @Header(name = "Upload-Limit", schema = @Schema(type = SchemaType.STRING))
            })
    public Response options() {
        return ResumptionResponses.of(resumption.options());
    }

    @HEAD
    @Path("{id}")
    @Operation(
            summary = "Ask where an upload is to be gone on with",
            description =
                    "A request that still sends to it is ended first, and keeps what came of it: who asks takes that one for"
                            + " broken. To watch an upload without disturbing it, use GET.")
    @APIResponse(
            responseCode = "200",
            description = "To Tus-Resumable: 1.0.0",
            headers = {
                @Header(
                        name = "Upload-Offset",
                        description = "Bytes that have come and are kept",
                        schema = @Schema(type = SchemaType.INTEGER)),
                @Header(
                        name = "Upload-Length",
                        description = "Of the whole; absent while nobody has said",
                        schema = @Schema(type = SchemaType.INTEGER)),
                @Header(
                        name = "Upload-Expires",
                        description = "When it is given up",
                        schema = @Schema(type = SchemaType.STRING))
            })
    @APIResponse(responseCode = "204", description = "To others, with Upload-Offset, Upload-Complete and Upload-Limit")
    @APIResponse(responseCode = "410", description = "It was deleted or has expired unfinished")
    public Response look(@PathParam("id") String id, @Context HttpHeaders http) {
        return ResumptionResponses.of(resumption.look(principal.tenant(), http::getHeaderString, id));
    }

    @PATCH
    @Path("{id}")
    @Consumes(MediaType.WILDCARD)
    @Operation(
            summary = "Go on with an upload",
            description =
                    "The bytes from Upload-Offset on. What has come when a request breaks off is kept, unless it has an"
                            + " Upload-Checksum. Of two requests at a time the later one goes on, and the earlier one is refused.")
    @RequestBody(
            required = true,
            content = {
                @Content(
                        mediaType = TusDialect.MEDIA_TYPE,
                        schema = @Schema(type = SchemaType.STRING, format = "binary")),
                @Content(
                        mediaType = DraftDialect.MEDIA_TYPE,
                        schema = @Schema(type = SchemaType.STRING, format = "binary"))
            })
    @APIResponse(
            responseCode = "204",
            description = "It is kept, and by tus the upload may be whole by that",
            headers =
                    @Header(
                            name = "Upload-Offset",
                            description = "Where to go on",
                            schema = @Schema(type = SchemaType.INTEGER)))
    @APIResponse(
            responseCode = "201",
            description = "By the draft: the upload is whole",
            content = @Content(schema = @Schema(implementation = Upload.class)))
    @APIResponse(
            responseCode = "409",
            description = "Another offset, which Upload-Offset tells, another request has gone on, or it is whole")
    @APIResponse(responseCode = "410", description = "It was deleted or has expired unfinished")
    @APIResponse(responseCode = "413", description = "It would be longer than it was said to be")
    @APIResponse(responseCode = "415", description = "Another Content-Type, or a Content-Encoding")
    @APIResponse(responseCode = "451", description = "Somebody has had the file erased; the upload is gone")
    @APIResponse(responseCode = "460", description = "The body has another Upload-Checksum; nothing of it is kept")
    public Response append(@PathParam("id") String id, @Context HttpHeaders http, InputStream body) {
        RequestHeaders headers = http::getHeaderString;
        headers.requirePlainBody();
        return ResumptionResponses.of(resumption.append(principal.tenant(), headers, id, body));
    }
}
