package io.likeness.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.likeness.gateway.Caller.Answer;
import io.likeness.testkit.LikenessPlatformResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who gets how far: nobody without a key, and everybody as far as their scopes, whatever operation of the published document it is. */
@QuarkusTest
@TestInstance(Lifecycle.PER_CLASS)
@WithTestResource(value = LikenessPlatformResource.class, initArgs = @ResourceArg(name = "role", value = "gateway"))
@WithTestResource(FakeRegistry.class)
class ScopesComponentTest {
    private static final Set<String> METHODS = Set.of("get", "head", "post", "put", "patch", "delete");
    private static final List<String> SCOPES = List.of("read", "generate", "train", "admin");
    private static final String OPEN = "/v1/session";

    private Map<String, KeyHolder> holders = Map.of();
    private JsonNode document;
    private int operations;

    @BeforeAll
    void makeKeys() {
        holders = SCOPES.stream().collect(Collectors.toMap(scope -> scope, scope -> KeyHolder.of("main", scope)));
        document = new Caller().get("/q/openapi?format=json").json();
    }

    @Test
    void refusesExactlyThoseWhoLackTheScopeThatIsDocumented() {
        forEachOperation((method, path, operation) -> {
            List<String> needed = needed(operation);
            assertFalse(needed.isEmpty(), () -> method + " " + path + ": expected scopes, found none");
            assertTrue(operation.path("security").path(0).has("bearer"), path);
            assertTrue(operation.path("responses").has("401"), path);
            assertTrue(operation.path("responses").has("403"), path);
            holders.forEach((scope, holder) -> {
                boolean may = needed.stream().anyMatch(need -> covers(scope, need));
                if (may && streams(operation)) {
                    return;
                }
                Answer answer = holder.send(method, path, body(method));
                String told = method + " " + path + " with " + scope + " -> " + answer;
                assertEquals(may, answer.status() != 403, told);
                assertFalse(answer.status() == 401 || answer.status() >= 500, told);
                if (!may && !method.equals("HEAD")) {
                    assertEquals("SCOPE_MISSING", answer.text("code"), told);
                    assertEquals(
                            "Authorization: expected a key with the scope %s, found one with [%s]"
                                    .formatted(String.join(" or ", needed), scope),
                            answer.text("detail"));
                }
            });
        });
        assertTrue(operations > 80, () -> "expected over 80 operations, found " + operations);
    }

    @Test
    void letsNobodyInWithoutAKeyWhateverTheyAskFor() {
        KeyHolder nobody = KeyHolder.nobody();
        forEachOperation(
                (method, path, operation) -> assertKeyRequired(method, nobody.send(method, path, body(method))));
        for (String path : List.of(
                "/v1/nothing",
                "/nothing",
                "/v1",
                "/q/metrics",
                "/q/dev",
                "/js/../v1/models",
                "/q/health/../../v1/models")) {
            assertKeyRequired("GET", nobody.get(path));
        }
        assertKeyRequired("PUT", nobody.send("PUT", OPEN, "{}"));
        assertKeyRequired("POST", nobody.post("/", "{}"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/index.html",
                "/js/app.js",
                "/css/base.css",
                "/icon.svg",
                "/docs/",
                "/docs/api.html",
                "/q/health/live",
                "/q/openapi",
                "/q/swagger-ui/",
                OPEN
            })
    void answersEverybodyWhatAPageNeedsToSignIn(String path) {
        assertEquals(200, KeyHolder.nobody().get(path).status());
    }

    @Test
    void answersDiscoveryWithoutAKey() {
        assertEquals(204, KeyHolder.nobody().send("OPTIONS", "/v1/uploads", "").status());
    }

    @ParameterizedTest
    @CsvSource({
        "X-Forwarded-For, 127.0.0.1",
        "X-Forwarded-Proto, https",
        "Forwarded, for=127.0.0.1",
        "X-Real-IP, 127.0.0.1",
        "Via, 1.1 proxy",
    })
    void takesNoForwardedRequestForOneFromThisMachine(String header, String value) {
        assertKeyRequired("GET", new Caller().get("/v1/models", header, value));
    }

    @Test
    void letsOnlyTheOperatorSeeTheWholeSystem() {
        KeyHolder admin = KeyHolder.of("some-tenant", "admin");
        for (String path : List.of("/q/metrics", "/v1/dead-letters", "/v1/status")) {
            assertEquals(200, holder("admin").get(path).status(), path);
            Answer refused = admin.get(path);
            assertEquals(403, refused.status(), path);
            assertEquals(
                    "Authorization: expected a key of the tenant main, found one of some-tenant",
                    refused.text("detail"));
        }
        assertEquals(403, holder("train").get("/q/metrics").status());
    }

    @Test
    void refusesAFileBeforeItsBody() throws IOException {
        String local = "Host: localhost:" + RawRequest.port();
        try (RawRequest request = RawRequest.open(
                "POST /v1/uploads?fileName=a.zip HTTP/1.1", local, "Via: 1.1 proxy", "Content-Length: 2147483648")) {
            assertEquals(401, request.status());
            assertTrue(request.rest().contains("KEY_REQUIRED"));
        }
    }

    @Test
    void readsABodyAfterItHasAskedWhoSendsIt() {
        String faces = "x".repeat(3_000_000);
        Answer sent = holder("generate").send("POST", "/v1/uploads?fileName=a.zip", faces);
        assertEquals(201, sent.status(), sent::toString);
        assertEquals(faces.length(), sent.json().path("bytes").asInt(), sent::toString);
    }

    @Test
    void keepsAnswersForAKeyOutOfSharedCaches() {
        Answer shown = holder("read").get("/v1/models");
        assertTrue(shown.header("Cache-Control").contains("private"), shown::toString);
        assertTrue(
                shown.response().headers().allValues("Vary").toString().contains("Authorization, Cookie"),
                shown::toString);
        assertEquals("no-store", KeyHolder.nobody().get("/v1/models").header("Cache-Control"));
    }

    private KeyHolder holder(String scope) {
        return Objects.requireNonNull(holders.get(scope));
    }

    private static void assertKeyRequired(String method, Answer answer) {
        assertEquals(401, answer.status(), answer::toString);
        assertEquals("Bearer", answer.header("WWW-Authenticate"));
        if (!method.equals("HEAD")) {
            assertEquals("KEY_REQUIRED", answer.text("code"));
            assertEquals("application/problem+json", answer.header("Content-Type"));
        }
    }

    private void forEachOperation(Check check) {
        operations = 0;
        document.path("paths").properties().stream()
                .filter(path -> !path.getKey().equals(OPEN))
                .forEach(path -> path.getValue().properties().stream()
                        .filter(operation -> METHODS.contains(operation.getKey()))
                        .forEach(operation -> {
                            operations++;
                            check.of(
                                    operation.getKey().toUpperCase(Locale.ROOT),
                                    path.getKey()
                                            .replaceAll("\\{(index|k|version)}", "1")
                                            .replaceAll("\\{[^}]+}", "no-such-thing"),
                                    operation.getValue());
                        }));
    }

    private interface Check {
        void of(String method, String path, JsonNode operation);
    }

    private static List<String> needed(JsonNode operation) {
        return operation.path("x-scopes").valueStream().map(JsonNode::asText).toList();
    }

    private static boolean covers(String scope, String needed) {
        return scope.equals("admin") || scope.equals(needed) || needed.equals("read");
    }

    private static boolean streams(JsonNode operation) {
        return operation.at("/responses/200/content").has("text/event-stream");
    }

    /** Nothing that could be done. */
    private static String body(String method) {
        return Stream.of("GET", "HEAD", "DELETE").anyMatch(method::equals) ? "" : "{\"no-such-field\": 1}";
    }
}
