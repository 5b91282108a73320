package io.likeness.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.likeness.gateway.Caller.Answer;
import io.likeness.testkit.LikenessPlatformResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Iterator;
import java.util.UUID;
import java.util.stream.Stream;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Keys from the first to the last that they are asked for. */
@QuarkusTest
@WithTestResource(value = LikenessPlatformResource.class, initArgs = @ResourceArg(name = "role", value = "gateway"))
@WithTestResource(FakeRegistry.class)
class KeysComponentTest {
    private final Caller operator = new Caller();
    private final String tenant = "t-" + UUID.randomUUID().toString().substring(0, 8);

    @Inject
    Jdbi jdbi;

    @Test
    void showsAKeyOnceAndNeverAgain() {
        Answer made = KeyHolder.made(tenant, "generate");
        String key = made.text("key");
        assertTrue(key.matches("lk_[a-z0-9]{12}_[A-Za-z0-9_-]{43}"), key);
        assertEquals("no-store", made.header("Cache-Control"));
        assertEquals("/v1/keys/" + made.text("id"), path(made.header("Location")));
        Answer seen = operator.get("/v1/keys/" + made.text("id"));
        assertEquals(tenant, seen.text("tenant"));
        assertEquals("[\"generate\"]", seen.json().path("scopes").toString());
        assertFalse(seen.json().has("key"));
        Answer listed = operator.get("/v1/keys?tenant=" + tenant);
        assertEquals(1, listed.json().size());
        assertFalse(listed.body().contains(key.substring(16)));
        byte[] stored = jdbi.withHandle(handle -> handle.createQuery("SELECT secret_digest FROM api_key WHERE id = :id")
                .bind("id", made.text("id"))
                .mapTo(byte[].class)
                .one());
        assertEquals(32, stored.length);
    }

    @Test
    void noticesItsUseAtMostOnceAMinute() {
        Answer made = KeyHolder.made(tenant, "read");
        String self = "/v1/keys/" + made.text("id");
        assertFalse(made.json().has("lastUsedAt"));
        KeyHolder holder = KeyHolder.of(made.text("key"));
        assertEquals(200, holder.get("/v1/models").status());
        String first = operator.get(self).text("lastUsedAt");
        assertFalse(first.isEmpty());
        assertEquals(200, holder.get("/v1/models").status());
        assertEquals(first, operator.get(self).text("lastUsedAt"));
        jdbi.useHandle(handle -> handle.execute(
                "UPDATE api_key SET last_used_at = now() - interval '61 seconds' WHERE id = ?", made.text("id")));
        assertEquals(200, holder.get("/v1/models").status());
        assertTrue(Instant.parse(operator.get(self).text("lastUsedAt")).isAfter(Instant.parse(first)));
    }

    @Test
    void endsAKeyWhenItIsRevokedAndWhenItExpires() {
        Answer revoked = KeyHolder.made(tenant, "read");
        KeyHolder holder = KeyHolder.of(revoked.text("key"));
        assertEquals(200, holder.get("/v1/models").status());
        String self = "/v1/keys/" + revoked.text("id");
        assertEquals(204, operator.delete(self).status());
        assertRefused(holder);
        assertEquals(204, operator.delete(self).status());
        assertTrue(operator.get(self).json().has("revokedAt"));

        Answer expired = KeyHolder.made(tenant, "read");
        Instant soon = Instant.now().plusSeconds(60).truncatedTo(ChronoUnit.SECONDS);
        Answer changed = patch(operator, expired.text("id"), "{\"expiresAt\": \"%s\"}".formatted(soon));
        assertEquals(soon, Instant.parse(changed.text("expiresAt")));
        assertEquals(200, KeyHolder.of(expired.text("key")).get("/v1/models").status());
        jdbi.useHandle(handle -> handle.execute(
                "UPDATE api_key SET expires_at = now() - interval '1 second' WHERE id = ?", expired.text("id")));
        assertRefused(KeyHolder.of(expired.text("key")));
        assertFalse(patch(operator, expired.text("id"), "{\"expiresAt\": null}")
                .json()
                .has("expiresAt"));
        assertEquals(200, KeyHolder.of(expired.text("key")).get("/v1/models").status());
    }

    @Test
    void endsTheStreamsOfAKeyThatIsRevoked() {
        Answer made = KeyHolder.made(tenant, "read");
        String[] headers = {"Via", "1.1 proxy", "Authorization", "Bearer " + made.text("key")};
        try (Stream<String> stream = operator.follow("/v1/events", headers)) {
            Iterator<String> lines = stream.iterator();
            assertTrue(lines.next().startsWith("event:"));
            assertEquals(204, operator.delete("/v1/keys/" + made.text("id")).status());
            assertTimeoutPreemptively(
                    Duration.ofSeconds(20),
                    () -> assertThrows(UncheckedIOException.class, () -> {
                        while (lines.hasNext()) {
                            lines.next();
                        }
                    }));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "Bearer lk_aaaaaaaaaaaa_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
        "Bearer lk_short",
        "Bearer eyJhbGciOiJub25lIn0.e30.",
        "Bearer",
        "Basic dXNlcjpwYXNz",
    })
    void tellsNothingOfWhyAKeyIsNone(String header) {
        assertRefused(KeyHolder.nobody().with("Authorization", header));
    }

    @Test
    void refusesAKnownIdWithAnotherSecretAndTwoKeysAtOnce() {
        String key = KeyHolder.made(tenant, "read").text("key");
        char last = key.charAt(key.length() - 1);
        assertRefused(KeyHolder.of(key.substring(0, key.length() - 1) + (last == 'A' ? 'E' : 'A')));
        assertRefused(KeyHolder.of(key).with("Authorization", "Bearer " + key));
    }

    @Test
    void makesNoKeyThatMayMoreThanItself() {
        Answer made = operator.post(
                "/v1/keys",
                "{\"name\": \"admin\", \"tenant\": \"%s\", \"scopes\": [\"admin\"], \"expiresAt\": \"2099-01-01T00:00:00Z\","
                                .formatted(tenant)
                        + " \"limits\": {\"openJobs\": 5}}");
        KeyHolder admin = KeyHolder.of(made.text("key"));
        Answer own = admin.post("/v1/keys", "{\"name\": \"a\", \"scopes\": [\"admin\", \"read\"]}");
        assertEquals(201, own.status(), own::toString);
        assertEquals(tenant, own.text("tenant"));
        assertEquals(5, own.json().at("/limits/openJobs").asInt());
        assertEquals("2099-01-01T00:00:00Z", own.text("expiresAt"));

        assertProblem(
                403,
                "SCOPE_MISSING",
                admin.post("/v1/keys", "{\"name\": \"a\", \"tenant\": \"main\", \"scopes\": [\"read\"]}"));
        assertProblem(
                400,
                "INVALID_REQUEST",
                admin.post("/v1/keys", "{\"name\": \"a\", \"scopes\": [\"read\"], \"limits\": {\"openJobs\": 6}}"));
        assertProblem(
                400,
                "INVALID_REQUEST",
                admin.post(
                        "/v1/keys",
                        "{\"name\": \"a\", \"scopes\": [\"read\"], \"expiresAt\": \"2099-01-01T00:00:01Z\"}"));
        assertProblem(
                400,
                "INVALID_REQUEST",
                admin.send("PATCH", "/v1/keys/" + made.text("id"), "{\"limits\": {\"openJobs\": 6}}"));
        Answer without = admin.send("PATCH", "/v1/keys/" + made.text("id"), "{\"limits\": {}, \"expiresAt\": null}");
        assertEquals(5, without.json().at("/limits/openJobs").asInt());
        assertEquals("2099-01-01T00:00:00Z", without.text("expiresAt"));
    }

    @Test
    void hidesTheKeysOfOtherTenants() {
        Answer other = KeyHolder.made("other-" + tenant, "read");
        String self = "/v1/keys/" + other.text("id");
        KeyHolder admin = KeyHolder.of(tenant, "admin");
        Answer unknown = admin.get("/v1/keys/aaaaaaaaaaaa");
        for (Answer answer : new Answer[] {
            admin.get(self), admin.send("DELETE", self, ""), admin.send("PATCH", self, "{\"name\": \"mine\"}")
        }) {
            assertEquals(
                    unknown.body().replace("aaaaaaaaaaaa", other.text("id")).replaceAll("\"traceId\":\"[^\"]+\"", ""),
                    answer.body().replaceAll("\"traceId\":\"[^\"]+\"", ""));
            assertEquals(404, answer.status());
        }
        assertProblem(403, "SCOPE_MISSING", admin.get("/v1/keys?tenant=other-" + tenant));
        for (JsonNode key : admin.get("/v1/keys").json()) {
            assertEquals(tenant, key.path("tenant").asText());
        }
        assertEquals(200, KeyHolder.of(other.text("key")).get("/v1/models").status());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"scopes\": [\"read\"]} | name",
                "{\"name\": \" \", \"scopes\": [\"read\"]} | name",
                "{\"name\": \"a\"} | scopes",
                "{\"name\": \"a\", \"scopes\": []} | scopes",
                "{\"name\": \"a\", \"scopes\": [\"write\"]} | scopes[0]",
                "{\"name\": \"a\", \"scopes\": [\"read\"], \"tenant\": \"No Name\"} | tenant",
                "{\"name\": \"a\", \"scopes\": [\"read\"], \"expiresAt\": \"2020-01-01T00:00:00Z\"} | expiresAt",
                "{\"name\": \"a\", \"scopes\": [\"read\"], \"expiresAt\": \"tomorrow\"} | expiresAt",
                "{\"name\": \"a\", \"scopes\": [\"read\"], \"limits\": {\"requestsPerSecond\": 0}} | limits.requestsPerSecond",
                "{\"name\": \"a\", \"scopes\": [\"read\"], \"limits\": {\"openJobs\": -1}} | limits.openJobs",
                "{\"name\": \"a\", \"scopes\": [\"read\"], \"limits\": {\"openJob\": 1}} | limits.openJob",
                "{\"name\": \"a\", \"scopes\": [\"read\"], \"scope\": 1} | scope",
            })
    void namesTheFieldThatItRefuses(String body, String field) {
        Answer answer = operator.post("/v1/keys", body);
        assertProblem(400, "INVALID_REQUEST", answer);
        assertEquals(field, answer.json().at("/violations/0/field").asText(), answer::toString);
    }

    private static Answer patch(Caller caller, String id, String body) {
        Answer changed = caller.send("PATCH", "/v1/keys/" + id, "application/json", body);
        assertEquals(200, changed.status(), changed::toString);
        return changed;
    }

    private static void assertRefused(KeyHolder holder) {
        Answer answer = holder.get("/v1/models");
        assertProblem(401, "KEY_INVALID", answer);
        assertEquals("Bearer", answer.header("WWW-Authenticate"));
        assertEquals(
                "Authorization: expected 'Bearer' and a valid key, found one that is unknown, revoked or expired",
                answer.text("detail"));
    }

    private static void assertProblem(int status, String code, Answer answer) {
        assertEquals(status, answer.status(), answer::toString);
        assertEquals(code, answer.text("code"));
    }

    private static String path(String location) {
        return location.replaceFirst("^https?://[^/]+", "");
    }
}
