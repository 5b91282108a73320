package io.likeness.gateway.model;

import io.likeness.contracts.Require;
import io.likeness.contracts.model.AliasName;
import io.likeness.contracts.model.ChangeAlias;
import io.likeness.contracts.model.ChangeServing;
import io.likeness.contracts.model.ModelAlias;
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
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Names of versions, over HTTP. */
@Path("/v1/models/{name}/aliases/{alias}")
@Needs(changing = Scope.TRAIN)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "4. Models")
public class AliasResource {
    private final VersionNames names;
    private final CurrentPrincipal principal;

    public AliasResource(VersionNames names, CurrentPrincipal principal) {
        this.principal = principal;
        this.names = names;
    }

    @GET
    @Operation(
            summary = "See which version an alias names, and every change of it",
            description = "The newest change is the first. One that was removed is still known.")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = ModelAlias.class)))
    @APIResponse(
            responseCode = "404",
            description = "There is no such model, or never was such an alias; the aliases that are there are named",
            content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
    public ModelAlias alias(
            @Parameter(example = "celeba") @PathParam("name") String name,
            @Parameter(example = "winter") @PathParam("alias") String alias) {
        return names.fetchAlias(principal.tenant(), new ModelName(name), new AliasName(alias));
    }

    @PUT
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Have an alias name a version",
            description =
                    "A new one, or one that named another version. Generations may ask for it in place of a number; what was"
                            + " accepted keeps the version that it was accepted with. The same again changes nothing more.")
    @RequestBody(required = true, content = @Content(schema = @Schema(implementation = AliasRequest.class)))
    @APIResponse(
            responseCode = "200",
            description = "Changed; the newest change is this one",
            content = @Content(schema = @Schema(implementation = ModelAlias.class)))
    @APIResponse(
            responseCode = "404",
            description = "There is no such model or version",
            content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
    @APIResponse(
            responseCode = "409",
            description = "The revision is another, or the model has as many aliases as it may; nothing is changed",
            content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
    @APIResponse(
            responseCode = "410",
            description = "The version was deleted",
            content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
    public ModelAlias change(
            @Parameter(example = "celeba") @PathParam("name") String name,
            @Parameter(example = "winter") @PathParam("alias") String alias,
            @Nullable AliasRequest request) {
        return names.changeAlias(
                principal.tenant(),
                new ModelName(name),
                new AliasName(alias),
                Require.present("body", request).change());
    }

    @DELETE
    @Operation(
            summary = "Have an alias name no version any more",
            description = "Its history stays. Deleting again changes nothing.")
    @APIResponse(
            responseCode = "200",
            description = "Removed; the newest change is this one",
            content = @Content(schema = @Schema(implementation = ModelAlias.class)))
    @APIResponse(
            responseCode = "404",
            description = "There is no such model, or never was such an alias",
            content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
    @APIResponse(
            responseCode = "409",
            description = "The revision is another; nothing is changed",
            content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
    public ModelAlias remove(
            @Parameter(example = "celeba") @PathParam("name") String name,
            @Parameter(example = "winter") @PathParam("alias") String alias,
            @Parameter(required = true, description = "One sentence for whoever reads the history", example = "spring")
                    @QueryParam("reason")
                    @Nullable
                    String reason,
            @Parameter(description = "Who asks, in their own words", example = "ada") @QueryParam("by") @Nullable
                    String by,
            @Parameter(description = "Of the alias that this was decided by", example = "1")
                    @QueryParam("revision")
                    @Nullable
                    String revision) {
        return names.changeAlias(
                principal.tenant(),
                new ModelName(name),
                new AliasName(alias),
                new ChangeAlias(
                        null,
                        Require.optionalInteger("revision", revision),
                        ChangeServing.person(by),
                        Require.text("reason", reason)));
    }
}
