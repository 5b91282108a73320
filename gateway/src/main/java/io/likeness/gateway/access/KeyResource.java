package io.likeness.gateway.access;

import io.likeness.contracts.Require;
import io.likeness.platform.web.Problem;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Keys over HTTP. */
@Path("/v1/keys")
@Produces(MediaType.APPLICATION_JSON)
@Needs(reading = Scope.ADMIN, changing = Scope.ADMIN)
@Tag(name = "10. Keys", description = "Who may ask, for which tenant, and how much")
public class KeyResource {
    private static final String SHOP =
            "{\"name\": \"the shop\", \"scopes\": [\"generate\"]," + " \"limits\": {\"requestsPerSecond\": 10}}";
    private static final String ADMIN = "{\"name\": \"acme's admin\", \"tenant\": \"acme\", \"scopes\": [\"admin\"],"
            + " \"expiresAt\": \"2030-01-31T12:00:00Z\"}";
    private static final String FASTER = "{\"limits\": {\"requestsPerSecond\": 100}}";
    private static final String FOR_EVER = "{\"expiresAt\": null}";

    private final Keys keys;
    private final Usage usage;
    private final CurrentPrincipal principal;

    public KeyResource(Keys keys, Usage usage, CurrentPrincipal principal) {
        this.keys = keys;
        this.usage = usage;
        this.principal = principal;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Make a key",
            description =
                    "The key is shown in this answer alone: `Authorization: Bearer lk_...`. It may no more than the key that asks: no"
                            + " wider scopes, no higher limits, no later end, no other tenant. Only the operator, an admin of the tenant main, may"
                            + " name another tenant. A tenant is there once it has a key.")
    @RequestBody(
            required = true,
            content =
                    @Content(
                            schema = @Schema(implementation = KeyRequest.class),
                            examples = {
                                @ExampleObject(name = "One that draws faces", value = SHOP),
                                @ExampleObject(name = "The first of a tenant, by the operator", value = ADMIN)
                            }))
    @APIResponse(
            responseCode = "201",
            description = "Made, with the key itself",
            content = @Content(schema = @Schema(implementation = Key.class)))
    @APIResponse(
            responseCode = "409",
            description = "The tenant has 200 that are valid already",
            content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
    public Response add(@Nullable KeyRequest request) {
        Key added = keys.add(principal.get(), Require.present("body", request));
        return Response.created(URI.create("/v1/keys/" + added.id()))
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .entity(added)
                .build();
    }

    @GET
    @Operation(
            summary = "List a tenant's keys, the newest first",
            description =
                    "With what is used now of what limits bound. Those that are revoked or have expired are shown for 90 days; 1,000 at most.")
    public List<Key> newest(
            @Parameter(description = "Another tenant's, for the operator", example = "acme")
                    @QueryParam("tenant")
                    @Nullable
                    String tenant) {
        return usage.tell(keys.newest(principal.get(), tenant));
    }

    @GET
    @Path("{id}")
    @Operation(
            summary = "Look at a key",
            description =
                    "With what is used now of what limits bound, without the key itself, which nobody can show again.")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = Key.class)))
    public Key key(@PathParam("id") String id) {
        return usage.tell(keys.require(principal.get(), id));
    }

    @PATCH
    @Path("{id}")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Change a key's name, limits or end", description = "What is absent stays.")
    @RequestBody(
            required = true,
            content =
                    @Content(
                            schema = @Schema(implementation = KeyChange.class),
                            examples = {
                                @ExampleObject(name = "More requests", value = FASTER),
                                @ExampleObject(name = "Valid for ever", value = FOR_EVER)
                            }))
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = Key.class)))
    public Key change(@PathParam("id") String id, @Nullable KeyChange change) {
        return keys.change(principal.get(), id, Require.present("body", change));
    }

    @DELETE
    @Path("{id}")
    @Operation(
            summary = "Revoke a key",
            description = "At once, on every gateway, with the page's sessions that began with it. Revoking again"
                    + " changes nothing.")
    @APIResponse(responseCode = "204", description = "Revoked")
    public Response revoke(@PathParam("id") String id) {
        keys.revoke(principal.get(), id);
        return Response.noContent().build();
    }
}
