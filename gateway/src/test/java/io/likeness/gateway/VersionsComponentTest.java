package io.likeness.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.likeness.contracts.Digests;
import io.likeness.contracts.Json;
import io.likeness.contracts.model.ModelVersion;
import io.likeness.gateway.Caller.Answer;
import io.likeness.platform.store.Bucket;
import io.likeness.testkit.LikenessPlatformResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
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
}
