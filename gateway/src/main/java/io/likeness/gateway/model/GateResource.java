package io.likeness.gateway.model;

import io.likeness.contracts.Require;
import io.likeness.contracts.model.GateRules;
import io.likeness.contracts.model.ModelName;
import io.likeness.gateway.access.CurrentPrincipal;
import io.likeness.gateway.access.Needs;
import io.likeness.gateway.access.Scope;
import io.likeness.platform.web.Problem;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** What versions of a model must keep to serve, over HTTP. */
@Path("/v1/models/{name}/gate")
@Needs(changing = Scope.TRAIN)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "4. Models")
public class GateResource {
    private final Models models;
    private final CurrentPrincipal principal;

    public GateResource(Models models, CurrentPrincipal principal) {
        this.principal = principal;
        this.models = models;
    }

    @GET
    @Operation(
            summary = "See what a version must keep to serve",
            description =
                    "A new version is compared with the one that serves, on faces from which neither learned. What"
                            + " each rule said of a version is among the model's `decisions`.")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = GateRules.class)))
    public GateRules rules(@Parameter(example = "celeba") @PathParam("name") String name) {
        return models.fetchGate(principal.tenant(), new ModelName(name));
    }

    @PUT
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Declare what a version must keep to serve",
            description = "For versions that are decided from now on; what was decided stays.")
    @RequestBody(required = true, content = @Content(schema = @Schema(implementation = GateDeclaration.class)))
    @APIResponse(
            responseCode = "200",
            description = "Declared",
            content = @Content(schema = @Schema(implementation = GateRules.class)))
    @APIResponse(
            responseCode = "404",
            description = "There is no such model",
            content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
    @APIResponse(
            responseCode = "409",
            description = "The revision is another; nothing is changed",
            content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
    public GateRules declare(
            @Parameter(example = "celeba") @PathParam("name") String name, @Nullable GateDeclaration request) {
        return models.changeGate(
                principal.tenant(),
                new ModelName(name),
                Require.present("body", request).change());
    }
}
