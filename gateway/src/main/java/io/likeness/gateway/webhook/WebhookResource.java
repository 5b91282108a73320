package io.likeness.gateway.webhook;

import io.likeness.contracts.Require;
import io.likeness.gateway.access.CurrentPrincipal;
import io.likeness.gateway.access.Needs;
import io.likeness.gateway.access.Scope;
import io.likeness.gateway.ledger.Position;
import io.likeness.gateway.request.NextPageResponses;
import io.likeness.gateway.request.Page;
import io.likeness.gateway.request.PageParameters;
import io.likeness.gateway.request.Slice;
import io.likeness.platform.web.Problem;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.headers.Header;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Webhooks over HTTP. */
@Path("/v1/webhooks")
@Needs(reading = Scope.ADMIN, changing = Scope.ADMIN)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "9. Webhooks", description = "Who is called when something has happened, after Standard Webhooks 1.0.0")
public class WebhookResource {
    private static final String ALL = "{\"url\": \"https://example.com/likeness\"}";
    private static final String SOME = "{\"url\": \"https://example.com/likeness\", \"description\": \"the shop\","
            + " \"eventTypes\": [\"generation.succeeded\", \"generation.failed\"]}";
    private static final String EVENT =
            "{\"type\": \"generation.succeeded\", \"timestamp\": \"2026-11-03T20:26:10.344Z\","
                    + " \"data\": {\"id\": \"7b0f2c1e-6d0a-4c55-9a53-5b8f3f1f6c11\", \"status\": \"succeeded\", \"count\": 16,"
                    + " \"links\": {\"grid\": \"/v1/generations/7b0f2c1e-6d0a-4c55-9a53-5b8f3f1f6c11/grid.png\"}}}";
    private static final String MOVED = "{\"url\": \"https://example.org/likeness\", \"eventTypes\": null}";
    private static final String DISABLED = "{\"enabled\": false}";
    private static final String ROTATED = "{\"overlapSeconds\": 3600}";

    private final Webhooks webhooks;
    private final CurrentPrincipal principal;

    public WebhookResource(Webhooks webhooks, CurrentPrincipal principal) {
        this.principal = principal;
        this.webhooks = webhooks;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @RunOnVirtualThread
    @Operation(
            summary = "Be called when something has happened",
            description =
                    "Each event is posted as `{\"type\", \"timestamp\", \"data\"}`, where data is what GET answers of the resource at that"
                            + " moment, with the headers `webhook-id`, `webhook-timestamp` and `webhook-signature` of Standard Webhooks 1.0.0."
                            + " Any 2xx answer within 15 seconds is success. What fails is tried again after 5 s, 5 and 30 minutes, 2, 5, 10, 14,"
                            + " 20 and 24 hours, or when `Retry-After` says, if that is later; 410 disables the webhook, and so do 5 days in"
                            + " which every attempt fails. Redirects are not followed. What comes twice has the same `webhook-id`; the order is"
                            + " not promised. The secret is shown in this answer alone.\n\nA body, shortened:\n```json\n"
                            + EVENT + "\n```")
    @RequestBody(
            required = true,
            content =
                    @Content(
                            schema = @Schema(implementation = WebhookRequest.class),
                            examples = {
                                @ExampleObject(name = "All events", value = ALL),
                                @ExampleObject(name = "Generations that have ended", value = SOME)
                            }))
    @APIResponse(
            responseCode = "201",
            description = "Made, with its secret",
            content = @Content(schema = @Schema(implementation = Webhook.class)))
    @APIResponse(
            responseCode = "400",
            description = "A field is refused, such as a target that is not on the internet",
            content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
    @APIResponse(
            responseCode = "409",
            description = "There are 20 already",
            content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
    public Response add(@Nullable WebhookRequest request) {
        Webhook added = webhooks.add(principal.tenant(), Require.present("body", request));
        return Response.created(URI.create(added.links().self())).entity(added).build();
    }

    @GET
    @Operation(summary = "List webhooks, the oldest first")
    public List<Webhook> oldestFirst() {
        return webhooks.oldestFirst(principal.tenant());
    }

    @GET
    @Path("{id}")
    @Operation(summary = "Look at a webhook", description = "Its secret is masked.")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = Webhook.class)))
    public Webhook webhook(@PathParam("id") String id) {
        return webhooks.require(principal.tenant(), id);
    }

    @PATCH
    @Path("{id}")
    @Consumes(MediaType.APPLICATION_JSON)
    @RunOnVirtualThread
    @Operation(
            summary = "Change a webhook",
            description =
                    "What is absent stays, null removes. One that is disabled is told nothing of what happens meanwhile; what waits goes"
                            + " on waiting until it is enabled again, then it is sent to the URL of that time.")
    @RequestBody(
            required = true,
            content =
                    @Content(
                            schema = @Schema(implementation = WebhookChange.class),
                            examples = {
                                @ExampleObject(name = "Another URL, and all events", value = MOVED),
                                @ExampleObject(name = "A pause", value = DISABLED)
                            }))
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = Webhook.class)))
    public Webhook change(@PathParam("id") String id, @Nullable WebhookChange change) {
        return webhooks.change(principal.tenant(), id, Require.present("body", change));
    }

    @DELETE
    @Path("{id}")
    @Operation(
            summary = "Delete a webhook and its deliveries",
            description = "Also those that wait. Deleting again changes nothing.")
    @APIResponse(responseCode = "204", description = "Deleted")
    public Response delete(@PathParam("id") String id) {
        webhooks.delete(principal.tenant(), id);
        return Response.noContent().build();
    }

    @POST
    @Path("{id}/secret/rotate")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Replace the secret of a webhook",
            description =
                    "The secret before is signed with, too, for `overlapSeconds` (a day), so that both signatures are sent"
                            + " meanwhile; that before it is signed with no more. The new one is shown in this answer alone.")
    @RequestBody(
            required = false,
            content =
                    @Content(
                            schema = @Schema(implementation = RotationRequest.class),
                            examples = @ExampleObject(name = "An hour for the one before", value = ROTATED)))
    @APIResponse(
            responseCode = "200",
            description = "Replaced, with the new secret",
            content = @Content(schema = @Schema(implementation = Webhook.class)))
    public Webhook rotate(@PathParam("id") String id, @Nullable RotationRequest request) {
        return webhooks.rotate(principal.tenant(), id, request == null ? new RotationRequest(null, null) : request);
    }

    @POST
    @Path("{id}/test")
    @RunOnVirtualThread
    @Operation(
            summary = "Call a webhook now",
            description =
                    "Sends an event `webhook.test` as any other, once, also to one that is disabled, and answers what"
                            + " came of it: within 15 seconds, or a little more.")
    @APIResponse(
            responseCode = "200",
            description = "Tried; the status tells whether it has succeeded",
            content = @Content(schema = @Schema(implementation = Delivery.class)))
    @APIResponse(
            responseCode = "503",
            description = "As many attempts at this webhook are being made as may be",
            content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
    public Delivery test(@PathParam("id") String id) {
        return webhooks.test(principal.tenant(), id);
    }

    @GET
    @Path("{id}/deliveries")
    @Operation(
            summary = "List what a webhook is told, the newest first",
            description =
                    "With every attempt: when, how long it took, what was answered. Kept for 30 days. Where there are"
                            + " more, the header `Link` says where the list goes on.")
    @APIResponse(
            responseCode = "200",
            content = @Content(schema = @Schema(type = SchemaType.ARRAY, implementation = Delivery.class)),
            headers =
                    @Header(
                            name = "Link",
                            description = "The next page, rel=\"next\"",
                            schema = @Schema(type = SchemaType.STRING)))
    public Response deliveries(
            @PathParam("id") String id,
            @Parameter(description = "Only those with this status: pending, succeeded or failed", example = "failed")
                    @QueryParam("status")
                    @Nullable
                    String status,
            @BeanParam PageParameters page,
            @Context UriInfo uri) {
        Slice<Delivery> newest = webhooks.deliveries(
                principal.tenant(),
                id,
                status == null ? null : DeliveryStatus.parse("status", status),
                Position.decoded(page.cursor()),
                Page.limit(page.limit()));
        return NextPageResponses.of(newest, uri);
    }

    @POST
    @Path("{id}/deliveries/{deliveryId}/redeliver")
    @Operation(
            summary = "Have something told again",
            description =
                    "The same bytes under the same `webhook-id`, signed anew, with as many attempts as the first time,"
                            + " whatever became of those.")
    @APIResponse(
            responseCode = "202",
            description = "It is tried now",
            content = @Content(schema = @Schema(implementation = Delivery.class)))
    @APIResponse(
            responseCode = "409",
            description = "It is being tried, or the webhook is disabled",
            content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
    public Response redeliver(@PathParam("id") String id, @PathParam("deliveryId") String deliveryId) {
        return Response.accepted(webhooks.redeliver(principal.tenant(), id, deliveryId))
                .build();
    }
}
