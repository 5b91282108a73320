package io.likeness.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.likeness.gateway.Caller.Answer;
import io.likeness.gateway.access.OidcResource;
import io.likeness.testkit.LikenessPlatformResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

/** A gateway that lets nobody in without a key, and takes tokens for keys. */
@QuarkusTest
@WithTestResource(value = LikenessPlatformResource.class, initArgs = @ResourceArg(name = "role", value = "gateway"))
@WithTestResource(FakeRegistry.class)
@WithTestResource(OidcResource.class)
class OidcComponentTest {
    private final Caller gateway = new Caller();

    @SuppressWarnings("NullAway.Init") // The test resource injects itself.
    OidcResource access;

    @Test
    void refusesAlsoWhoAsksFromThisMachine() {
        assertEquals("KEY_REQUIRED", gateway.get("/v1/models").text("code"));
        assertTrue(gateway.get("/v1/session").json().path("keyRequired").asBoolean());
    }

    @Test
    void letsTheOperatorInWithTheConfiguredKey() {
        Answer session = gateway.get("/v1/session", "Authorization", "Bearer " + access.firstKey());
        assertEquals("main", session.text("tenant"));
        assertEquals("[\"admin\"]", session.json().path("scopes").toString());
        assertEquals(
                200,
                gateway.get("/q/metrics", "Authorization", "Bearer " + access.firstKey())
                        .status());
    }

    @Test
    void letsInWithATokenAndNoFurtherThanItsScopes() {
        String token = "Bearer " + access.token("acme", "likeness:read");
        Answer session = gateway.get("/v1/session", "Authorization", token);
        assertEquals("acme", session.text("tenant"), session::toString);
        assertEquals("[\"read\"]", session.json().path("scopes").toString());
        assertEquals(200, gateway.get("/v1/models", "Authorization", token).status());
        assertEquals(
                "SCOPE_MISSING", gateway.get("/v1/keys", "Authorization", token).text("code"));
        assertEquals(
                "KEY_INVALID",
                gateway.get("/v1/models", "Authorization", token + "x").text("code"));
    }
}
