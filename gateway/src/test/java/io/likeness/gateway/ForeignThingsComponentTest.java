package io.likeness.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.likeness.gateway.Caller.Answer;
import io.likeness.gateway.webhook.Receiver;
import io.likeness.platform.store.ObjectStore;
import io.likeness.testkit.LikenessPlatformResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Two tenants with one of everything: at every operation of the published document, what one of them has is answered to the other as what never
 * was, whatever else is right or wrong with the request.
 */
@QuarkusTest
@WithTestResource(value = LikenessPlatformResource.class, initArgs = @ResourceArg(name = "role", value = "gateway"))
@WithTestResource(FakeRegistry.class)
class ForeignThingsComponentTest {
    private static final Set<String> METHODS = Set.of("get", "head", "options", "post", "put", "patch", "delete");
    private static final Pattern COLLECTION = Pattern.compile("/v1/([^/]+)/\\{(\\w+)}.*");
    /** Of what is named within something else, which is refused before. */
    private static final Map<String, String> WITHIN = Map.of(
            "version",
            "1",
            "alias",
            "winter",
            "file",
            "decoder.onnx",
            "k",
            "0",
            "index",
            "0",
            "thumbnail",
            "0123456789abcdef0123456789abcdef",
            "deliveryId",
            "");
    /** Requests that are right but for what they name; all others are sent with what is wrong alone. */
    private static final Map<String, String> BODIES = Map.ofEntries(
            Map.entry("PUT /v1/models/{name}/aliases/{alias}", "{\"version\": 1, \"reason\": \"r\"}"),
            Map.entry(
                    "PUT /v1/models/{name}/gate",
                    "{\"rules\": [{\"metric\": \"sampleFrechetDistance\", \"worseByShare\": 0.05}], \"reason\": \"r\"}"),
            Map.entry("PUT /v1/models/{name}/shadow", "{\"version\": 1, \"reason\": \"r\"}"),
            Map.entry("PUT /v1/models/{name}/policy", "{\"dataset\": \"people\", \"paused\": true}"),
            Map.entry("POST /v1/models/{name}/promote", "{\"version\": 1, \"reason\": \"r\"}"),
            Map.entry("POST /v1/models/{name}/rollback", "{\"reason\": \"r\"}"),
            Map.entry("PATCH /v1/models/{name}/versions/{version}", "{\"description\": \"soft light\"}"),
            Map.entry("POST /v1/rollouts/{id}/pause", "{\"reason\": \"r\"}"),
            Map.entry("POST /v1/rollouts/{id}/resume", "{\"reason\": \"r\"}"),
            Map.entry("POST /v1/rollouts/{id}/promote", "{\"reason\": \"r\"}"),
            Map.entry("POST /v1/rollouts/{id}/rollback", "{\"reason\": \"r\"}"),
            Map.entry("PATCH /v1/webhooks/{id}", "{\"enabled\": false}"));

    private static final Map<String, String> QUERIES = Map.of(
            "GET /v1/models/{name}/versions/{version}/comparison",
            "?with=2",
            "DELETE /v1/models/{name}/aliases/{alias}",
            "?reason=r");
    /** Names and ids that whoever asks chooses himself: a free one is taken, one that is taken is refused, and no more is told. */
    private static final Map<String, String> CHOSEN = Map.of(
            "PUT /v1/models/{name}/policy", "409 STATE_CONFLICT", "PUT /v1/generations/{id}", "409 STATE_CONFLICT");

    /** Fields of bodies that name something that somebody has; they are sent here, and by {@link TenantsComponentTest} where they are chosen. */
    private static final Set<String> NAMING = Set.of(
            "addTo",
            "alias",
            "companionUploadIds",
            "dataset",
            "datasetId",
            "model",
            "modelName",
            "revise",
            "sha256",
            "upload",
            "uploadId");
    /** Fields of bodies that are text and name nothing, or something new. */
    private static final Set<String> SAYING = Set.of(
            "by",
            "conditions",
            "description",
            "expiresAt",
            "key",
            "name",
            "preset",
            "reason",
            "secret",
            "tenant",
            "terms",
            "url");

    private final Caller operator = new Caller();
    private final JsonNode document = operator.get("/q/openapi?format=json").json();

    @Inject
    ObjectStore store;

    @Inject
    Jdbi jdbi;

    @SuppressWarnings("NullAway.Init") // The test resource injects itself.
    FakeRegistry registry;

    @AfterEach
    void forgetLetters() {
        jdbi.useHandle(handle -> handle.execute("DELETE FROM dead_letter WHERE topic = 'a'"));
    }

    @Test
    void answersWhatAnotherHasAsWhatNeverWas() throws IOException {
        String run = UUID.randomUUID().toString().substring(0, 8);
        try (Receiver receiver = Receiver.start();
                Holdings acme = new Holdings("acme-" + run, "people", store, registry);
                Holdings umbrella = new Holdings("umbrella-" + run, "people", store, registry)) {
            acme.acquire(receiver);
            umbrella.acquire(receiver);
            Map<String, String> before = state(acme);
            operations().forEach(operation -> compare(operation, acme, umbrella));
            assertEquals(before, state(acme), "nothing of it was changed");
            references(acme, umbrella);
            assertEquals(before, state(acme), "nothing of it was changed");
        }
    }

    @Test
    void knowsEachFieldOfABodyThatMayNameSomething() {
        Set<String> texts = new TreeSet<>();
        document.path("paths")
                .forEach(path -> path.forEach(operation ->
                        texts(operation.at("/requestBody/content/application~1json/schema"), "body", texts, 0)));
        Set<String> known = new TreeSet<>(NAMING);
        known.addAll(SAYING);
        assertEquals(known, texts);
    }

    private void texts(JsonNode schema, String field, Set<String> texts, int depth) {
        if (schema.has("$ref") && depth < 10) {
            texts(document.at(schema.path("$ref").asText().substring(1)), field, texts, depth + 1);
            return;
        }
        if (schema.path("type").toString().contains("string") && !schema.has("enum")) {
            texts.add(field);
        }
        schema.path("properties")
                .properties()
                .forEach(property -> texts(property.getValue(), property.getKey(), texts, depth + 1));
        if (schema.has("items")) {
            texts(schema.path("items"), field, texts, depth + 1);
        }
    }

    private record Operation(String method, String template) {
        @Override
        public String toString() {
            return method + " " + template;
        }
    }

    private Stream<Operation> operations() {
        return document.path("paths").properties().stream()
                .filter(path -> path.getKey().contains("{"))
                .flatMap(path -> path.getValue().properties().stream()
                        .filter(operation -> METHODS.contains(operation.getKey()))
                        .map(operation -> new Operation(operation.getKey().toUpperCase(Locale.ROOT), path.getKey())));
    }

    private void compare(Operation operation, Holdings owner, Holdings asking) {
        Matcher path = COLLECTION.matcher(operation.template);
        assertTrue(path.matches(), () -> operation + " is of no collection that this test knows");
        List<String> theirs = theirs(path.group(1), owner);
        assertFalse(theirs.isEmpty(), () -> operation + ": expected one of the " + path.group(1));
        String rest = within(operation.template, path.group(2), owner) + QUERIES.getOrDefault(operation.toString(), "");
        for (String id : theirs) {
            for (String body : bodies(operation, asking)) {
                String unknown = path.group(1).equals("models")
                        ? "no-" + UUID.randomUUID()
                        : UUID.randomUUID().toString();
                Told told = send(asking.caller, operation.method, rest.replace("{}", id), body, id);
                Told of = send(asking.caller, operation.method, rest.replace("{}", unknown), body, unknown);
                String chosen = CHOSEN.get(operation.toString());
                if (chosen != null && of.status < 300) {
                    assertEquals(chosen, told.status + " " + told.code, () -> operation + " " + told.text);
                } else {
                    assertEquals(of, told, () -> operation + " " + body);
                }
                assertTellsNothing(told.text, owner, operation.toString());
            }
        }
    }

    private List<String> theirs(String collection, Holdings owner) {
        return switch (collection) {
            case "dead-letters" -> List.of(letter());
            case "keys" -> List.of(key(owner));
            default -> owner.ids(collection);
        };
    }

    private static String within(String template, String parameter, Holdings owner) {
        String path = template.replace("{" + parameter + "}", "{}");
        Matcher more = Pattern.compile("\\{(\\w+)}").matcher(path);
        return more.replaceAll(found -> {
            String value = WITHIN.get(found.group(1));
            assertTrue(value != null, () -> template + " has a parameter that this test does not know");
            return value.isEmpty() ? owner.id("deliveries") : value;
        });
    }

    private static List<String> bodies(Operation operation, Holdings asking) {
        if (operation.toString().equals("PUT /v1/generations/{id}")) {
            return List.of("{\"model\": \"" + asking.model + "\"}", "{\"count\": 0}", "{\"model\": \"none\"}");
        }
        String right = BODIES.get(operation.toString());
        return right == null ? List.of("", "{}") : List.of(right, "{}", "{\"odd\": 1}");
    }

    /** What is told of something, with a word in place of its id. */
    private record Told(int status, String code, String text) {}

    private static Told send(Caller caller, String method, String path, String body, String id) {
        boolean upload = path.startsWith("/v1/uploads");
        Answer answer = upload
                ? caller.exchange(
                        method,
                        path,
                        body.getBytes(UTF_8),
                        "Tus-Resumable",
                        "1.0.0",
                        "Upload-Offset",
                        "0",
                        "Content-Type",
                        "application/offset+octet-stream")
                : caller.send(method, path, "application/json", body);
        boolean problem = answer.header("Content-Type").equals("application/problem+json");
        String text = answer.body().replaceAll("\"traceId\":\"[^\"]*\"", "").replace(id, "ID");
        return new Told(
                answer.status(),
                problem && !method.equals("HEAD") ? answer.text("code") : "",
                answer.status() < 300 && !text.startsWith("[") ? "" : text);
    }

    static void assertTellsNothing(String text, Holdings of, String where) {
        of.secrets()
                .forEach(secret ->
                        assertFalse(text.contains(secret), () -> where + " tells of " + secret + ": " + text));
    }

    /** What is named in bodies and headers, beside what never was. */
    private void references(Holdings owner, Holdings asking) {
        String upload = owner.id("uploads");
        String dataset = owner.id("datasets");
        String none = UUID.randomUUID().toString();
        String own = asking.id("uploads");
        String train = "{\"datasetId\": \"%s\", \"modelName\": \"%s\"}";
        String tune = "{\"datasetId\": \"" + asking.id("datasets") + "\", \"modelName\": \"" + asking.model
                + "\", \"fineTuning\": {\"modelName\": \"%s\", \"version\": 1}}";
        refused(asking, owner, "/v1/datasets", "{\"name\": \"a\", \"uploadId\": \"%s\"}", upload, none);
        refused(
                asking,
                owner,
                "/v1/datasets",
                "{\"name\": \"a\", \"uploadId\": \"" + own + "\", \"companionUploadIds\": [\"%s\"]}",
                upload,
                none);
        refused(asking, owner, "/v1/datasets", "{\"uploadId\": \"" + own + "\", \"addTo\": \"%s\"}", dataset, none);
        refused(asking, owner, "/v1/datasets", "{\"revise\": \"%s\", \"changes\": {\"remove\": [0]}}", dataset, none);
        refused(asking, owner, "/v1/trainings", train.formatted("%s", asking.model), dataset, none);
        refused(asking, owner, "/v1/trainings", tune, owner.model, "no-" + none);
        String drawn = "{\"model\": \"%s\"}";
        refused(asking, owner, "/v1/generations", drawn, owner.model, "no-" + none);
        refused(asking, owner, "/v1/generations", "{\"model\": \"%s\", \"version\": 1}", owner.model, "no-" + none);
        refused(
                asking,
                owner,
                "/v1/generations",
                "{\"model\": \"%s\", \"alias\": \"winter\"}",
                owner.model,
                "no-" + none);
        String face =
                "{\"model\": \"" + asking.model + "\", \"operation\": \"reconstruct\", \"face\": {\"upload\": \"%s\"}}";
        refused(asking, owner, "/v1/generations", face, upload, none);
        String walk = "{\"model\": \"" + asking.model
                + "\", \"operation\": \"interpolate\", \"faces\": [{\"seed\": 1}, {\"upload\": \"%s\"}]}";
        refused(asking, owner, "/v1/generations", walk, upload, none);
        String piece = owner.ids("uploads").getLast();
        assertEquals(concatenated(asking, none), concatenated(asking, piece));
        Answer taken = asking.caller.post("/v1/trainings", train.formatted(asking.id("datasets"), owner.model));
        assertEquals(409, taken.status(), taken::toString);
        assertEquals(
                "modelName: expected the name of a model of yours, or one that is free, found '%s', which is taken"
                        .formatted(owner.model),
                taken.text("detail"));
    }

    private static void refused(Holdings asking, Holdings owner, String path, String body, String theirs, String none) {
        Told of = send(asking.caller, "POST", path, body.formatted(none), none);
        assertTrue(of.status >= 400, () -> path + " " + body + ": " + of);
        Told told = send(asking.caller, "POST", path, body.formatted(theirs), theirs);
        assertEquals(of, told, () -> path + " " + body);
        assertTellsNothing(told.text, owner, path);
    }

    private static Told concatenated(Holdings asking, String piece) {
        Answer answer = asking.caller.exchange(
                "POST",
                "/v1/uploads?fileName=a.zip",
                new byte[0],
                "Tus-Resumable",
                "1.0.0",
                "Upload-Concat",
                "final;/v1/uploads/" + piece);
        assertTrue(answer.status() >= 400, answer::toString);
        return new Told(
                answer.status(), answer.text("code"), answer.text("detail").replace(piece, "ID"));
    }

    /** All that a tenant sees of its own. */
    private static Map<String, String> state(Holdings owner) {
        Map<String, String> state = new TreeMap<>();
        for (String collection : List.of("uploads", "datasets", "trainings", "generations", "erasures", "webhooks")) {
            owner.ids(collection).forEach(id -> look(state, owner, "/v1/" + collection + "/" + id));
            look(state, owner, "/v1/" + collection);
        }
        String model = "/v1/models/" + owner.model;
        for (String of : List.of("", "/policy", "/shadow", "/gate", "/rollouts", "/versions/1")) {
            look(state, owner, model + of);
        }
        look(state, owner, "/v1/webhooks/" + owner.id("webhooks") + "/deliveries");
        look(state, owner, "/v1/rollouts/" + owner.id("rollouts"));
        return state;
    }

    private static void look(Map<String, String> state, Holdings owner, String path) {
        Answer answer = owner.caller.get(path);
        assertEquals(200, answer.status(), () -> path + " " + answer);
        state.put(path, answer.body());
    }

    private String key(Holdings owner) {
        Answer made = operator.post(
                "/v1/keys",
                "{\"name\": \"theirs\", \"tenant\": \"%s\", \"scopes\": [\"read\"]}".formatted(owner.tenant));
        assertEquals(201, made.status(), made::toString);
        return made.text("id");
    }

    private String letter() {
        String id = UUID.randomUUID().toString();
        jdbi.useHandle(handle -> handle.execute(
                "INSERT INTO dead_letter (id, source, source_partition, source_offset, written_at, topic, topic_partition,"
                        + " topic_offset, code, reason, ended, whole, headers, content) VALUES (?, ?, 0, 0, now(), 'a', 0, 0,"
                        + " 'UNKNOWN', 'r', false, true, '[]', '')",
                id,
                id));
        assertEquals(200, operator.get("/v1/dead-letters?limit=1").status());
        return id;
    }
}
