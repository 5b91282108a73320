package io.likeness.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.likeness.contracts.Digests;
import io.likeness.contracts.Json;
import io.likeness.contracts.model.ChangeServing;
import io.likeness.contracts.model.ModelVersion;
import io.likeness.contracts.model.ServingCause;
import io.likeness.contracts.model.ServingChange;
import io.likeness.contracts.model.ServingPlan;
import io.likeness.gateway.Caller.Answer;
import io.likeness.platform.store.Bucket;
import io.likeness.testkit.LikenessPlatformResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** What the gateway tells of a version, and the files it sends of it. */
@QuarkusTest
@WithTestResource(value = LikenessPlatformResource.class, initArgs = @ResourceArg(name = "role", value = "gateway"))
@WithTestResource(FakeRegistry.class)
class VersionsComponentTest extends GatewayScenario {
    @Test
    void sendsTheFilesOfAVersionVerified() {
        ModelVersion version = Loop.version(store, name);
        registry.add(version);
        String path = "/v1/models/" + name + "/versions/1";
        assertEquals(version, Json.decode(gateway.get(path).response().body(), ModelVersion.class));
        assertEquals(
                Loop.PARENT.modelName(),
                gateway.get(path).json().path("parent").path("modelName").asText());
        Answer model = gateway.get("/v1/models/" + name);
        assertEquals(name, model.text("name"));
        assertEquals(1, model.json().path("champion").path("version").asInt());
        Answer decoder = gateway.get(path + "/artifacts/decoder.onnx");
        assertEquals("decoder of " + name, decoder.body());
        String tag = "\"" + Digests.sha256(decoder.response().body()) + "\"";
        assertEquals(tag, decoder.header("ETag"));
        assertEquals(
                304,
                gateway.get(path + "/artifacts/decoder.onnx", "If-None-Match", tag)
                        .status());
        assertEquals(404, gateway.get(path + "/artifacts/other.onnx").status());
        assertEquals("attachment; filename=\"decoder.onnx\"", decoder.header("Content-Disposition"));
        store.put(Bucket.MODELS, name + "/decoder.onnx", "forged".getBytes(UTF_8), "application/octet-stream");
        Answer forged = gateway.get(path + "/artifacts/decoder.onnx");
        assertEquals(500, forged.status());
        assertEquals("DIGEST_MISMATCH", forged.text("code"));
    }

    @Test
    void tellsOfEachVersionWhetherItServes() {
        ModelVersion version = Loop.version(store, name);
        registry.add(version);
        JsonNode model = gateway.get("/v1/models/" + name).json();
        assertTrue(model.path("champion").path("champion").asBoolean(), model::toString);
        assertTrue(model.path("versions").path(0).path("champion").asBoolean(), model::toString);
        JsonNode listed = gateway.get("/v1/models")
                .json()
                .valueStream()
                .filter(one -> one.path("name").asText().equals(name))
                .findFirst()
                .orElseThrow();
        assertTrue(listed.path("champion").path("champion").asBoolean(), listed::toString);
        assertEquals(version.digest(), listed.path("champion").path("digest").asText());
        JsonNode alone = gateway.get("/v1/models/" + name + "/versions/1").json();
        assertTrue(alone.path("champion").asBoolean(), alone::toString);
    }

    @Test
    void tellsTheLabelsOfAVersion() {
        registry.add(Loop.labelledVersion(store, name));
        Answer version = gateway.get("/v1/models/" + name + "/versions/1");
        assertEquals("age", version.json().path("labels").path(0).path("name").asText());
        assertEquals(100, version.json().path("labels").path(0).path("most").asDouble());
        assertEquals(0, version.json().path("conditions").size());
        assertTrue(version.json().has("conditions"), version::toString);
    }

    @Test
    void showsTheEvaluationAsAPageWithoutRights() {
        registry.add(Loop.evaluatedVersion(store, name));
        Answer page = gateway.get("/v1/models/" + name + "/versions/1/artifacts/evaluation.html");
        assertEquals("<p>Evaluation</p>", page.body());
        assertEquals(
                "text/html;charset=utf-8",
                page.header("Content-Type").replace(" ", "").toLowerCase(Locale.ROOT));
        assertEquals("inline", page.header("Content-Disposition"));
        assertEquals(
                "default-src 'none'; img-src data:; style-src 'unsafe-inline'", page.header("Content-Security-Policy"));
        assertEquals("nosniff", page.header("X-Content-Type-Options"));
    }

    @Test
    void changesWhatServesInTheWordsOfWhoeverAsks() {
        registry.add(Loop.version(store, name));
        Instant then = Instant.parse("2026-01-31T12:00:00Z");
        ServingChange first = new ServingChange("first", 1, 1, null, ServingCause.GATE, "gate", "the first", then);
        ServingChange second =
                new ServingChange("second", 2, 1, 2, ServingCause.ROLLBACK, "ada", "lattices", then.plusSeconds(60));
        registry.plan(ServingPlan.of(name, 1, List.of(second, first)));
        Answer rolledBack = gateway.post(
                "/v1/models/" + name + "/rollback", "{\"reason\": \"lattices\", \"revision\": 1, \"by\": \"ada\"}");
        assertEquals(200, rolledBack.status(), rolledBack::toString);
        assertEquals(1, rolledBack.json().path("stable").asInt());
        assertEquals("rollback", rolledBack.json().at("/changes/0/cause").asText());
        ChangeServing asked = registry.changes().getLast();
        assertEquals(ServingCause.ROLLBACK, asked.cause());
        assertEquals(
                List.of(1, 1L, "lattices", "ada"),
                List.of(asked.version(), asked.revision(), asked.reason(), asked.by()),
                "to the plan's fallback");

        Answer promoted = gateway.post(
                "/v1/models/" + name + "/promote", "{\"version\": 1, \"reason\": \"better\", \"overrule\": true}");
        assertEquals(200, promoted.status(), promoted::toString);
        assertEquals(ServingCause.PROMOTION, registry.changes().getLast().cause());
        assertTrue(registry.changes().getLast().overrule());
        assertNull(registry.changes().getLast().revision(), "of whatever revision there is");

        String again = "{\"reason\": \"again\"}";
        gateway.post("/v1/models/" + name + "/rollback", again, "Idempotency-Key", "once");
        gateway.post("/v1/models/" + name + "/rollback", again, "Idempotency-Key", "once");
        List<ChangeServing> keyed = registry.changes().stream()
                .filter(change -> change.reason().equals("again"))
                .toList();
        assertEquals(2, keyed.size());
        assertEquals(keyed.getFirst().changeId(), keyed.getLast().changeId(), "of one key");

        Answer earlier = gateway.get("/v1/models/" + name + "/serving?at=2026-01-31T12:00:30Z");
        assertEquals(1, earlier.json().path("revision").asInt(), earlier::toString);
    }

    @Test
    void tellsAndTakesTheRulesOfTheGate() {
        String gate = "/v1/models/" + name + "/gate";
        assertEquals(404, gateway.get(gate).status());
        registry.add(Loop.version(store, name));
        assertEquals(0, gateway.get(gate).json().path("revision").asInt());
        Answer declared = declare(gate, """
                {"rules": [{"metric": "sampleFrechetDistance", "worseByShare": 0.2}], "by": "ada", "reason": "we can wait"}""");
        assertEquals(200, declared.status(), declared::toString);
        assertEquals("ada", declared.json().path("by").asText());
        assertEquals(0.2, gateway.get(gate).json().at("/rules/0/worseByShare").asDouble());
        assertRefused(400, "rules: expected", declare(gate, "{\"reason\": \"a try\"}"));
        assertRefused(400, "reason: expected", declare(gate, "{\"rules\": []}"));
        assertRefused(400, "by: expected", declare(gate, "{\"rules\": [], \"reason\": \"a try\", \"by\": \"gate\"}"));
        assertRefused(
                400,
                "rules.brightnessGap: expected limit, worseBy, worseByShare or worseByErrors, found none",
                declare(gate, "{\"rules\": [{\"metric\": \"brightnessGap\"}], \"reason\": \"a try\"}"));
        assertRefused(400, "rules.brightnessGap: expected one rule, found several", declare(gate, """
                        {"rules": [{"metric": "brightnessGap", "limit": 0.1}, {"metric": "brightnessGap", "limit": 0.2}],
                        "reason": "a try"}"""));
        assertEquals(
                400,
                declare(gate, "{\"rules\": [{\"metric\": \"beauty\", \"limit\": 1}], \"reason\": \"a try\"}")
                        .status());
    }

    private Answer declare(String path, String body) {
        return gateway.send("PUT", path, "application/json", body);
    }

    @Test
    void namesTheFieldOfAChangeThatCannotBe() {
        registry.add(Loop.version(store, name));
        registry.plan(ServingPlan.of(name, null, List.of()));
        List<ChangeServing> before = registry.changes();
        String model = "/v1/models/" + name;
        assertRefused(400, "version: expected", gateway.post(model + "/promote", "{\"reason\": \"better\"}"));
        assertRefused(400, "reason: expected", gateway.post(model + "/promote", "{\"version\": 1}"));
        assertRefused(400, "reason: expected", gateway.post(model + "/rollback", "{}"));
        assertRefused(
                400,
                "by: expected none of",
                gateway.post(model + "/rollback", "{\"reason\": \"worse\", \"by\": \"gate\"}"));
        assertRefused(400, "reason", gateway.post(model + "/rollback", "{\"reason\": \"a\\u0000b\"}"));
        assertRefused(400, "at: expected a time", gateway.get(model + "/serving?at=yesterday"));
        assertRefused(404, "model: expected", gateway.get("/v1/models/none-" + name + "/serving"));
        assertRefused(
                404,
                "model: expected",
                gateway.post("/v1/models/none-" + name + "/rollback", "{\"reason\": \"worse\"}"));
        assertEquals(before, registry.changes(), "none was asked of the registry");
    }

    private static void assertRefused(int status, String detail, Answer answer) {
        assertEquals(status, answer.status(), answer::toString);
        assertTrue(answer.text("detail").contains(detail), answer::toString);
    }
}
