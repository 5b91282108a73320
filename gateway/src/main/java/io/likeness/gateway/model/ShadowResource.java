package io.likeness.gateway.model;

import io.likeness.contracts.Require;
import io.likeness.contracts.model.ModelName;
import io.likeness.gateway.access.CurrentPrincipal;
import io.likeness.gateway.access.Needs;
import io.likeness.gateway.access.Scope;
import io.likeness.platform.web.Problem;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Versions that draw copies of requests, over HTTP. */
@Path("/v1/models/{name}/shadow")
@Needs(changing = Scope.TRAIN)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "4. Models")
public class ShadowResource {
    private final Shadows shadows;
    private final CurrentPrincipal principal;

    public ShadowResource(Shadows shadows, CurrentPrincipal principal) {
        this.principal = principal;
        this.shadows = shadows;
    }

    @PUT
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Have a version draw copies of a model's requests",
            description = "Of a share of those that name no version. A copy lies beside the answer, at"
                    + " `/v1/generations/{id}/shadow`, is told to nobody and goes with it; whoever asked is answered as before."
                    + " Where the version is being rolled out, a copy that fails counts against it.")
    @RequestBody(required = true, content = @Content(schema = @Schema(implementation = ShadowRequest.class)))
    @APIResponse(
            responseCode = "200",
            description = "It does, from the next request on",
            content = @Content(schema = @Schema(implementation = Shadow.class)))
    @APIResponse(
            responseCode = "404",
            description = "There is no such version",
            content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
    @APIResponse(
            responseCode = "410",
            description = "It was deleted",
            content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
    public Shadow change(
            @Parameter(example = "celeba") @PathParam("name") String name, @Nullable ShadowRequest request) {
        return shadows.put(principal.tenant(), new ModelName(name), Require.present("body", request));
    }

    @GET
    @Operation(summary = "See which version draws copies of a model's requests")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = Shadow.class)))
    @APIResponse(
            responseCode = "404",
            description = "None does",
            content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
    public Shadow shadow(@Parameter(example = "celeba") @PathParam("name") String name) {
        return shadows.require(principal.tenant(), new ModelName(name));
    }

    @DELETE
    @Operation(summary = "Have no copies drawn any more", description = "Those that were drawn stay.")
    @APIResponse(responseCode = "204", description = "None are")
    public Response delete(@Parameter(example = "celeba") @PathParam("name") String name) {
        shadows.delete(principal.tenant(), new ModelName(name));
        return Response.noContent().build();
    }
}
