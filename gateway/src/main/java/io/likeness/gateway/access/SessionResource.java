package io.likeness.gateway.access;

import io.likeness.contracts.Require;
import io.likeness.platform.web.Problem;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.CookieParam;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.NewCookie;
import jakarta.ws.rs.core.NewCookie.SameSite;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** The page's session over HTTP. */
@Path("/v1/session")
@Produces(MediaType.APPLICATION_JSON)
@OpenToAll
@Tag(name = "10. Keys", description = "Who may ask, for which tenant, and how much")
public class SessionResource {
    private static final String NO_STORE = "no-store";
    private static final String KEY = "{\"key\": \"lk_3f9k2m7q1x0a_9mTz0Yw3uPZbqF4xKc1sVhR8eLJd2oAn7iGt6UyB5Qk\"}";

    private final Gate gate;
    private final CurrentPrincipal principal;
    private final CurrentVertxRequest current;
    private final Loopback loopback;

    public SessionResource(Gate gate, CurrentPrincipal principal, CurrentVertxRequest current, Loopback loopback) {
        this.gate = gate;
        this.principal = principal;
        this.current = current;
        this.loopback = loopback;
    }

    @GET
    @Operation(
            summary = "Who one is",
            description = "Also without a key: then it tells whether one is required from where one asks.")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = WhoAsks.class)))
    @APIResponse(
            responseCode = "401",
            description = "A key is shown that is unknown, revoked or expired",
            content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
    public Response who() {
        boolean keyRequired = !loopback.letsIn(request());
        WhoAsks who =
                principal.find().map(found -> WhoAsks.of(found, keyRequired)).orElseGet(WhoAsks::nobody);
        return Response.ok(who).header(HttpHeaders.CACHE_CONTROL, NO_STORE).build();
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Sign in",
            description =
                    "For pages: sets a cookie that no script can read and that other sites cannot have sent. It is worth what the key is,"
                            + " for 12 hours and as long as the key is valid. Programs send their key with each request instead.")
    @RequestBody(
            required = true,
            content =
                    @Content(
                            schema = @Schema(implementation = SignIn.class),
                            examples = @ExampleObject(name = "A key", value = KEY)))
    @APIResponse(responseCode = "204", description = "Signed in: the cookie is in the answer")
    @APIResponse(
            responseCode = "401",
            description = "The key is unknown, revoked or expired",
            content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
    public Response signIn(@Nullable SignIn request) {
        String token = gate.signIn(Require.present("body", request).text());
        return Response.noContent()
                .cookie(cookie(token, Gate.SESSION))
                .header(HttpHeaders.CACHE_CONTROL, NO_STORE)
                .build();
    }

    @DELETE
    @Operation(summary = "Sign out", description = "Ends the page's session. Without one, nothing changes.")
    @APIResponse(responseCode = "204", description = "Signed out")
    @APIResponse(
            responseCode = "403",
            description = "Another site's page asks",
            content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
    public Response signOut(@Parameter(hidden = true) @CookieParam(Shown.COOKIE) @Nullable String token) {
        if (token != null) {
            gate.signOut(token);
        }
        return Response.noContent()
                .cookie(cookie("", Duration.ZERO))
                .header(HttpHeaders.CACHE_CONTROL, NO_STORE)
                .build();
    }

    private NewCookie cookie(String token, Duration age) {
        return new NewCookie.Builder(Shown.COOKIE)
                .value(token)
                .path("/")
                .maxAge((int) age.toSeconds())
                .httpOnly(true)
                .sameSite(SameSite.STRICT)
                .secure(https(request()))
                .build();
    }

    /** Also to a proxy in front of the gateway: whoever lies about it gets a cookie that its own browser keeps more carefully. */
    private static boolean https(HttpServerRequest request) {
        String forwarded = request.getHeader("Forwarded");
        return request.isSSL()
                || "https".equalsIgnoreCase(request.getHeader("X-Forwarded-Proto"))
                || forwarded != null && forwarded.toLowerCase(Locale.ROOT).contains("proto=https");
    }

    private HttpServerRequest request() {
        return current.getCurrent().request();
    }
}
