package io.likeness.gateway.model;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.likeness.contracts.Digests;
import io.likeness.contracts.Require;
import io.likeness.contracts.model.ModelName;
import io.likeness.contracts.model.ServingPlan;
import io.likeness.contracts.rollout.Rollout;
import io.likeness.gateway.access.CurrentPrincipal;
import io.likeness.gateway.access.Needs;
import io.likeness.gateway.access.Scope;
import io.likeness.gateway.request.Correlation;
import io.likeness.gateway.request.IdempotencyKey;
import io.likeness.platform.web.Problem;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Which version of a model serves, over HTTP. */
@Path("/v1/models/{name}")
@Needs(changing = Scope.TRAIN)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "4. Models")
public class ServingResource {
    private static final String KEY =
            "Makes a repeated request harmless: the same key is the same change, and refused for another";

    private final Models models;
    private final CurrentPrincipal principal;

    public ServingResource(Models models, CurrentPrincipal principal) {
        this.principal = principal;
        this.models = models;
    }

    @GET
    @Path("serving")
    @Operation(
            summary = "See what serves, and every change of it",
            description = "The newest change is the first; with `at`, all is as it was then.")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = ServingPlan.class)))
    public ServingPlan serving(
            @Parameter(example = "celeba") @PathParam("name") String name,
            @Parameter(description = "A time of ISO 8601", example = "2026-01-31T12:00:00Z") @QueryParam("at") @Nullable
                    String at) {
        Optional<Instant> then = Optional.ofNullable(at).map(ServingResource::time);
        ServingPlan plan = models.fetchServing(principal.tenant(), new ModelName(name));
        return then.map(plan::asOf).orElse(plan);
    }

    @GET
    @Path("rollouts")
    @Operation(
            summary = "List a model's rollouts",
            description =
                    "The newest first. A version that passed the gate answers 5, 25, 50 and 100 % of the requests that name"
                            + " no version; each step waits for evidence from every generator.")
    @APIResponse(
            responseCode = "200",
            content = @Content(schema = @Schema(type = SchemaType.ARRAY, implementation = Rollout.class)))
    public List<Rollout> rollouts(@Parameter(example = "celeba") @PathParam("name") String name) {
        return models.fetchRollouts(principal.tenant(), new ModelName(name));
    }

    @POST
    @Path("promote")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Have a version serve",
            description =
                    "One that the quality gate refused only with `overrule`. Generators change over within seconds"
                            + " and drop no request; what has begun ends with the version that it began with.")
    @RequestBody(required = true, content = @Content(schema = @Schema(implementation = Promotion.class)))
    @APIResponse(
            responseCode = "200",
            description = "Changed; the newest change is this one",
            content = @Content(schema = @Schema(implementation = ServingPlan.class)))
    @APIResponse(
            responseCode = "404",
            description = "There is no such model or version",
            content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
    @APIResponse(
            responseCode = "409",
            description = "It serves already, the gate refused it, or the revision is another; nothing is changed",
            content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
    @APIResponse(
            responseCode = "410",
            description = "It was deleted",
            content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
    public ServingPlan promote(
            @Parameter(example = "celeba") @PathParam("name") String name,
            @Nullable Promotion request,
            @Parameter(description = KEY) @HeaderParam(IdempotencyKey.HEADER) @Nullable String key) {
        return models.changeServing(
                principal.tenant(),
                new ModelName(name),
                Require.present("body", request).change(changeId(name, "promote", key), Correlation.current()));
    }

    @POST
    @Path("rollback")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Take back the version that serves",
            description =
                    "To the plan's `fallback`, or to a named version that served once. All that served since is taken"
                            + " back with it: it stays, and is gone back to only by its number.")
    @RequestBody(required = true, content = @Content(schema = @Schema(implementation = Rollback.class)))
    @APIResponse(
            responseCode = "200",
            description = "Changed; the newest change is this one",
            content = @Content(schema = @Schema(implementation = ServingPlan.class)))
    @APIResponse(
            responseCode = "404",
            description = "There is no such model or version",
            content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
    @APIResponse(
            responseCode = "409",
            description = "There is nothing to go back to, or the revision is another; nothing is changed",
            content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
    @APIResponse(
            responseCode = "410",
            description = "It was deleted",
            content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
    public ServingPlan rollback(
            @Parameter(example = "celeba") @PathParam("name") String name,
            @Nullable Rollback request,
            @Parameter(description = KEY) @HeaderParam(IdempotencyKey.HEADER) @Nullable String key) {
        return models.changeServing(
                principal.tenant(),
                new ModelName(name),
                Require.present("body", request).change(changeId(name, "rollback", key), Correlation.current()));
    }

    /** The same request with the same key is the same change. */
    private static String changeId(String name, String operation, @Nullable String key) {
        String checked = IdempotencyKey.checked(key);
        return checked == null
                ? UUID.randomUUID().toString()
                : Digests.sha256(String.join("\n", name, operation, checked).getBytes(UTF_8));
    }

    private static Instant time(String at) {
        try {
            return Instant.parse(at);
        } catch (DateTimeParseException e) {
            throw Require.invalid("at", "a time such as 2026-01-31T12:00:00Z", "'" + at + "'");
        }
    }
}
