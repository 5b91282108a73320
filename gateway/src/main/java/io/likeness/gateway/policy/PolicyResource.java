package io.likeness.gateway.policy;

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
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Policies over HTTP. */
@Path("/v1/models/{name}/policy")
@Needs(changing = Scope.TRAIN)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "4. Models")
public class PolicyResource {
    private static final String EXAMPLE = """
        {"dataset": "people", "newImages": 100, "leastSeconds": 3600, "cpuHours": 8, "training": {"preset": "quality"}}\
        """;

    private final Policies policies;
    private final CurrentPrincipal principal;

    public PolicyResource(Policies policies, CurrentPrincipal principal) {
        this.principal = principal;
        this.policies = policies;
    }

    @PUT
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Have a model follow a dataset",
            description =
                    "From then on it is trained anew as its dataset grows, without anybody asking, and what it has learned"
                            + " goes through gate and rollout as any version does. The model need not exist yet.")
    @RequestBody(
            required = true,
            content =
                    @Content(
                            schema = @Schema(implementation = TrainingPolicy.class),
                            examples =
                                    @ExampleObject(
                                            name = "At most once an hour, 8 CPU hours in 30 days",
                                            value = EXAMPLE)))
    @APIResponse(
            responseCode = "200",
            description = "Declared",
            content = @Content(schema = @Schema(implementation = PolicyDetails.class)))
    @APIResponse(
            responseCode = "409",
            description = "The revision is another; nothing is changed",
            content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
    public PolicyDetails declare(
            @Parameter(example = "people") @PathParam("name") String name,
            @Parameter(
                            description =
                                    "Of the policy that this is to replace, 0 for none: 409 where another one counts by now")
                    @QueryParam("revision")
                    @Nullable
                    String revision,
            @Nullable TrainingPolicy policy) {
        return policies.put(
                principal.get(),
                new ModelName(name),
                Require.present("body", policy),
                Require.optionalInteger("revision", revision));
    }

    @GET
    @Operation(
            summary = "See when a model is trained anew",
            description =
                    "Its policy, whether that wants a training now, why not if it does not, and what it has begun.")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = PolicyDetails.class)))
    @APIResponse(
            responseCode = "404",
            description = "The model has none",
            content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
    public PolicyDetails policy(@Parameter(example = "people") @PathParam("name") String name) {
        return policies.require(principal.tenant(), new ModelName(name));
    }

    @DELETE
    @Operation(
            summary = "Have a model follow no dataset any more",
            description = "Trainings that its policy has begun go on. Deleting again changes nothing.")
    @APIResponse(responseCode = "204", description = "It follows none")
    public Response delete(@Parameter(example = "people") @PathParam("name") String name) {
        policies.delete(principal.tenant(), new ModelName(name));
        return Response.noContent().build();
    }
}
