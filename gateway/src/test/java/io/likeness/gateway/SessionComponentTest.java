package io.likeness.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.likeness.gateway.Caller.Answer;
import io.likeness.testkit.LikenessPlatformResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;

/** How a page signs in and out. */
@QuarkusTest
@WithTestResource(value = LikenessPlatformResource.class, initArgs = @ResourceArg(name = "role", value = "gateway"))
@WithTestResource(FakeRegistry.class)
class SessionComponentTest {
    private static final String SESSION = "/v1/session";

    private final String tenant = "t-" + UUID.randomUUID().toString().substring(0, 8);
    private final Answer key = KeyHolder.made(tenant, "train");
    private final KeyHolder nobody = KeyHolder.nobody();

    @Inject
    Jdbi jdbi;

    @Test
    void tellsWhoOneIsAndWhetherAKeyIsRequired() {
        assertEquals("{\"scopes\":[],\"keyRequired\":true}", nobody.get(SESSION).body());
        assertEquals(
                "{\"tenant\":\"main\",\"scopes\":[\"admin\"],\"keyRequired\":false}",
                new Caller().get(SESSION).body());
        Answer holder = KeyHolder.of(key.text("key")).get(SESSION);
        assertEquals(tenant, holder.text("tenant"));
        assertEquals(key.text("id"), holder.text("keyId"));
        assertEquals("[\"train\"]", holder.json().path("scopes").toString());
        assertTrue(holder.json().path("keyRequired").asBoolean());
        assertTrue(holder.header("Cache-Control").contains("no-store"));
    }

    @Test
    void signsInWithACookieThatIsNoKeyAndOut() {
        Answer in = signIn(nobody);
        String header = in.header("Set-Cookie");
        assertTrue(header.startsWith("likeness-session="), header);
        assertTrue(header.contains("HttpOnly") && header.contains("SameSite=Strict"), header);
        assertTrue(header.contains("Path=/") && header.contains("Max-Age=43200"), header);
        assertFalse(header.contains("Secure"), header);
        assertFalse(header.contains(key.text("key").substring(16)), header);

        KeyHolder page = nobody.with("Cookie", cookie(in));
        assertEquals(key.text("id"), page.get(SESSION).text("keyId"));
        assertEquals(200, page.get("/v1/models").status());
        assertEquals(403, page.get("/v1/keys").status());

        Answer out = page.send("DELETE", SESSION, "");
        assertEquals(204, out.status());
        assertTrue(out.header("Set-Cookie").contains("Max-Age=0"), out.header("Set-Cookie"));
        assertEquals(401, page.get("/v1/models").status());
        assertTrue(page.get(SESSION).json().path("keyRequired").asBoolean());
    }

    @Test
    void hasTheCookieSentOverHttpsOnlyWhereItCameSo() {
        assertTrue(signIn(nobody.with("X-Forwarded-Proto", "https"))
                .header("Set-Cookie")
                .contains("Secure"));
        assertTrue(signIn(nobody.with("Forwarded", "for=192.0.2.1;proto=https"))
                .header("Set-Cookie")
                .contains("Secure"));
    }

    @Test
    void endsWithItsKeyAndAfterTwelveHours() {
        KeyHolder page = nobody.with("Cookie", cookie(signIn(nobody)));
        jdbi.useHandle(handle -> handle.execute(
                "UPDATE page_session SET expires_at = now() - interval '1 second' WHERE key_id = ?", key.text("id")));
        assertEquals(401, page.get("/v1/models").status());

        KeyHolder again = nobody.with("Cookie", cookie(signIn(nobody)));
        assertEquals(200, again.get("/v1/models").status());
        assertEquals(204, new Caller().delete("/v1/keys/" + key.text("id")).status());
        assertEquals(401, again.get("/v1/models").status());
    }

    @Test
    void signsNobodyInWithAnythingElse() {
        Answer wrong =
                nobody.post(SESSION, "{\"key\": \"lk_aaaaaaaaaaaa_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\"}");
        assertEquals(401, wrong.status(), wrong::toString);
        assertEquals("KEY_INVALID", wrong.text("code"));
        assertEquals("Bearer", wrong.header("WWW-Authenticate"));
        assertEquals(400, nobody.post(SESSION, "{}").status());
        assertEquals(
                401,
                nobody.with("Cookie", "likeness-session=none").get("/v1/models").status());
    }

    @Test
    void refusesPagesOfOthersThatWouldSignSomebodyIn() {
        Answer foreign = nobody.with("Origin", "https://evil.example").post(SESSION, "{\"key\": \"x\"}");
        assertEquals(403, foreign.status(), foreign::toString);
        assertEquals("FOREIGN_ORIGIN", foreign.text("code"));
    }

    private Answer signIn(KeyHolder holder) {
        Answer in = holder.post(SESSION, "{\"key\": \"%s\"}".formatted(key.text("key")));
        assertEquals(204, in.status(), in::toString);
        return in;
    }

    private static String cookie(Answer signedIn) {
        return signedIn.header("Set-Cookie").split(";")[0];
    }
}
