package io.likeness.gateway;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.likeness.gateway.Caller.Answer;
import io.likeness.testkit.LikenessPlatformResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@WithTestResource(value = LikenessPlatformResource.class, initArgs = @ResourceArg(name = "role", value = "gateway"))
@WithTestResource(FakeRegistry.class)
class ProblemsComponentTest {
    private final Caller gateway = new Caller();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "/v1/generations | {\"count\": 0, \"model\": \"m\", \"version\": 0} | version",
                "/v1/generations | {\"count\": \"many\"} | count",
                "/v1/generations | {\"model\": \"No Such Name\"} | model",
                "/v1/generations | {\"version\": 1} | version",
                "/v1/generations | {\"count\": 1.5} | count",
                "/v1/generations | [] | body",
                "/v1/generations | {\"count\": | body",
                "/v1/generations | `` | body",
                "/v1/datasets | {} | uploadId",
                "/v1/datasets | {\"uploadId\": \"b\"} | name",
                "/v1/datasets | {\"name\": \"a\"} | uploadId",
                "/v1/datasets | {\"name\": \"a\", \"uploadId\": \"b\", \"layout\": \"imagenet\"} | layout",
                "/v1/datasets | {\"name\": \"a\", \"uploadId\": \"b\", \"crop\": {\"pixels\": 9, \"of\": 3}} |"
                        + " crop.pixels",
                "/v1/datasets | {\"name\": \"a\", \"uploadId\": \"b\", \"crop\": {\"pixels\": \"x\", \"of\": 3}} |"
                        + " crop.pixels",
                "/v1/generations | {\"cuont\": 4} | cuont",
                "/v1/generations | {\"count\": 1, \"count\": 2} | body",
                "/v1/generations | {\"count\": 1} {} | body",
                "/v1/trainings | {\"datasetId\": \"a\", \"configuration\": {\"epoch\": 1}} | configuration.epoch",
                "/v1/trainings | {} | datasetId",
            })
    void namesTheFieldThatItRefuses(String path, String body, String field) {
        Answer answer = gateway.post(path, body);
        assertProblem(answer, 400, "INVALID_REQUEST");
        assertEquals(
                field, answer.json().path("violations").path(0).path("field").asText(), answer::toString);
    }

    @Test
    void tellsWhichValuesOfAnEnumerationItKnows() {
        Answer answer = gateway.post("/v1/datasets", "{\"uploadId\": \"a\", \"layout\": \"imagenet\"}");
        assertEquals(
                "layout: expected one of [celeba, lfw, utkface, people, classes, folder], found 'imagenet'",
                answer.text("detail"));
    }

    @Test
    void tellsAllThatIsWrongAtOnceInTheWordsOfTheRequest() {
        Answer answer = gateway.post(
                "/v1/generations",
                "{\"cuont\": 4, \"seed\": -1, \"temperature\": \"hot\", \"faces\": [{\"sead\": 1}], \"loop\": null}");
        assertProblem(answer, 400, "INVALID_REQUEST");
        assertEquals(
                List.of(
                        "cuont: expected 'count', found an unknown field",
                        "seed: expected 0 to 9007199254740991, found -1",
                        "temperature: expected a number, found 'hot'",
                        "faces: expected 2 to 8 items, found 1 items",
                        "faces[0].sead: expected 'seed', found an unknown field"),
                answer.json()
                        .path("violations")
                        .valueStream()
                        .map(violation -> violation.path("field").asText() + ": "
                                + violation.path("message").asText())
                        .toList());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/v1/datasets?limit=abc | limit: expected an integer, found 'abc'",
                "/v1/datasets?limit=201 | limit: expected 1 to 200, found '201'",
                "/v1/datasets?limt=5 | limt: expected 'limit', found an unknown parameter",
                "/v1/generations?limit=1&limit=2 | limit: expected it once, found it 2 times",
                "/v1/datasets/a?verbose=1 | verbose: expected no query, found an unknown parameter"
            })
    void refusesQueriesThatItCannotObey(String path, String detail) {
        Answer answer = gateway.get(path);
        assertProblem(answer, 400, "INVALID_REQUEST");
        assertEquals(detail, answer.text("detail"));
    }

    @Test
    void obeysNothingButTrueAndFalse() {
        Answer answer = gateway.send("DELETE", "/v1/datasets/a?cascade=yes", "application/json", "");
        assertProblem(answer, 400, "INVALID_REQUEST");
        assertEquals("cascade: expected true or false, found 'yes'", answer.text("detail"));
    }

    @Test
    void saysWhichMethodsAPathHas() {
        Answer answer = gateway.send("PUT", "/v1/datasets", "application/json", "{}");
        assertProblem(answer, 405, "INVALID_REQUEST");
        assertEquals("GET, HEAD, OPTIONS, POST", answer.header("Allow"));
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /v1/nothing, application/json, 404, NOT_FOUND",
        "GET, /nothing, application/json, 404, NOT_FOUND",
        "GET, /v1/uploads/none, application/json, 404, NOT_FOUND",
        "GET, /v1/datasets/none, application/json, 404, NOT_FOUND",
        "GET, /v1/trainings/none, application/json, 404, NOT_FOUND",
        "GET, /v1/trainings/none/events, application/json, 404, NOT_FOUND",
        "GET, /v1/trainings/none/film.png, application/json, 404, NOT_FOUND",
        "GET, /v1/trainings/none/film.apng, application/json, 404, NOT_FOUND",
        "GET, /v1/generations/none, application/json, 404, NOT_FOUND",
        "GET, /v1/generations/none/images/x.png, application/json, 404, NOT_FOUND",
        "GET, /v1/generations/none/images/99999999999.png, application/json, 404, NOT_FOUND",
        "GET, /v1/models/none, application/json, 404, MODEL_NOT_FOUND",
        "GET, /v1/models/none/versions/1/artifacts/decoder.onnx, application/json, 404, MODEL_NOT_FOUND",
        "GET, /v1/datasets?limit=0, application/json, 400, INVALID_REQUEST",
        "DELETE, /v1/generations, application/json, 405, INVALID_REQUEST",
        "POST, /v1/generations, text/plain, 415, UNSUPPORTED_MEDIA_TYPE",
        "POST, /v1/generations, nonsense, 415, UNSUPPORTED_MEDIA_TYPE",
        "POST, /v1/uploads, application/zip, 400, INVALID_REQUEST",
        "POST, /v1/uploads?fileName=a/b, application/zip, 400, INVALID_REQUEST",
    })
    void answersAProblemForWhatItCannotDo(String method, String path, String mediaType, int status, String code) {
        assertProblem(gateway.send(method, path, mediaType, method.equals("GET") ? "" : "{}"), status, code);
    }

    @Test
    void refusesAModelAndAnUploadThatItDoesNotKnow() {
        assertProblem(gateway.post("/v1/generations", "{\"model\": \"none\"}"), 404, "MODEL_NOT_FOUND");
        assertProblem(gateway.post("/v1/datasets", "{\"name\": \"a\", \"uploadId\": \"none\"}"), 404, "NOT_FOUND");
    }

    @Test
    void boundsJsonBodiesAndRefusesAnEmptyUpload() {
        assertProblem(gateway.post("/v1/generations", " ".repeat((1 << 20) + 1)), 413, "UPLOAD_TOO_LARGE");
        assertProblem(gateway.upload("a.zip", BodyPublishers.noBody()), 400, "INVALID_REQUEST");
    }

    @Test
    void countsTheBytesOfABodyThatStatesNoLength() {
        assertProblem(gateway.postChunked("/v1/generations", " ".repeat((1 << 20) + 1)), 413, "UPLOAD_TOO_LARGE");
        assertProblem(gateway.postChunked("/v1/generations", "{\"model\": \"none\"}"), 404, "MODEL_NOT_FOUND");
    }

    @Test
    void acceptsNoImportThatWouldNotFitIntoOneRecord() {
        String import17 = "{\"name\": \"a\", \"uploadId\": \"%s\", \"companionUploadIds\": [%s]}";
        String upload = gateway.upload("a.zip", BodyPublishers.ofString("a")).text("id");
        String ids = String.join(",", Collections.nCopies(17, "\"" + upload + "\""));
        assertProblem(gateway.post("/v1/datasets", import17.formatted(upload, ids)), 400, "INVALID_REQUEST");
        String terms = "{\"name\": \"a\", \"uploadId\": \"%s\", \"terms\": \"%s\"}";
        assertProblem(gateway.post("/v1/datasets", terms.formatted(upload, "a".repeat(2001))), 400, "INVALID_REQUEST");
        assertEquals(
                202,
                gateway.post("/v1/datasets", terms.formatted(upload, "a".repeat(2000)))
                        .status());
    }

    @Test
    void refusesAPresetThatNoTrainerKnows() {
        String upload = gateway.upload("a.zip", BodyPublishers.ofString("a")).text("id");
        String dataset = gateway.post("/v1/datasets", "{\"name\": \"a\", \"uploadId\": \"%s\"}".formatted(upload))
                .text("id");
        Answer refused =
                gateway.post("/v1/trainings", "{\"datasetId\": \"%s\", \"preset\": \"blossom\"}".formatted(dataset));
        assertProblem(refused, 422, "IMPOSSIBLE_CONFIGURATION");
        assertEquals("preset: expected one of [seed, small, quality], found 'blossom'", refused.text("detail"));
    }

    @ParameterizedTest
    @CsvSource({
        "/v1/datasets/a%00b, id",
        "/v1/trainings/a%00b, id",
        "/v1/trainings/a%00b/events, id",
        "/v1/generations/a%00b, id",
        "/v1/generations/a%00b/grid.png, id",
        "/v1/uploads/a%00b, id",
        "/v1/models/a%00b, name",
        "/v1/models/people/versions?text=%00, text"
    })
    void refusesTextThatCannotBeKeptInPathsAndQueries(String path, String field) {
        Answer answer = gateway.get(path);
        assertProblem(answer, 400, "INVALID_REQUEST");
        assertEquals(
                field, answer.json().path("violations").path(0).path("field").asText(), answer::toString);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "/v1/datasets | {\"name\": \"a\", \"uploadId\": \"a\\u0000b\"} | uploadId",
                "/v1/datasets | {\"name\": \"a\", \"uploadId\": \"\\ud800\"} | uploadId",
                "/v1/datasets | {\"name\": \"a\", \"uploadId\": \"b\", \"terms\": \"\\u0000\"} | terms",
                "/v1/trainings | {\"datasetId\": \"\\u0000\"} | datasetId",
                "/v1/trainings | {\"datasetId\": \"a\", \"configuration\": {\"x\": [\"\\udfff\"]}} |"
                        + " configuration.x[0]",
                "/v1/generations | {\"operation\": \"vary\", \"face\": {\"upload\": \"\\u0000\"}} | face.upload",
                "/v1/generations | {\"labels\": {\"a\\u0000\": 1}} | labels.name"
            })
    void refusesTextThatCannotBeKeptInBodies(String path, String body, String field) {
        Answer answer = gateway.post(path, body);
        assertProblem(answer, 400, "INVALID_REQUEST");
        assertEquals(
                field, answer.json().path("violations").path(0).path("field").asText(), answer::toString);
    }

    @Test
    void refusesAnUploadThatIsAnnouncedAsTooLongBeforeItIsSent() throws IOException {
        URI base = URI.create(ConfigProvider.getConfig().getValue("test.url", String.class));
        try (Socket socket = new Socket(base.getHost(), base.getPort())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream()
                    .write(("POST /v1/uploads?fileName=a.zip HTTP/1.1\r\nHost: localhost\r\n"
                                    + "Content-Type: application/zip\r\nContent-Length: 2147483649\r\n\r\n")
                            .getBytes(US_ASCII));
            BufferedReader answer = new BufferedReader(new InputStreamReader(socket.getInputStream(), US_ASCII));
            assertEquals("HTTP/1.1 413 Request Entity Too Large", answer.readLine());
            assertTrue(answer.lines()
                    .takeWhile(line -> !line.isEmpty())
                    .anyMatch("Content-Type: application/problem+json"::equalsIgnoreCase));
        }
    }

    @Test
    void givesEveryAnswerACorrelationId() {
        Answer kept = gateway.get("/v1/datasets/none", "X-Correlation-Id", "mine-1");
        assertEquals("mine-1", kept.header("X-Correlation-Id"));
        assertEquals("mine-1", kept.text("traceId"));
        Answer replaced = gateway.get("/v1/datasets/none", "X-Correlation-Id", "not safe");
        assertEquals(36, replaced.header("X-Correlation-Id").length());
        assertEquals(replaced.header("X-Correlation-Id"), replaced.text("traceId"));
    }

    @Test
    void documentsEveryPathWithASummaryAndTheProblem() {
        JsonNode document = gateway.get("/q/openapi?format=json").json();
        List<String> paths = document.path("paths")
                .propertyStream()
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
        assertEquals(
                List.of(
                        "/v1/datasets",
                        "/v1/datasets/{id}",
                        "/v1/datasets/{id}/cancel",
                        "/v1/datasets/{id}/changes",
                        "/v1/datasets/{id}/doctor",
                        "/v1/datasets/{id}/events",
                        "/v1/datasets/{id}/images",
                        "/v1/datasets/{id}/images/{index}.png",
                        "/v1/datasets/{id}/labels",
                        "/v1/datasets/{id}/preview.png",
                        "/v1/datasets/{id}/report",
                        "/v1/datasets/{id}/report/{thumbnail}.png",
                        "/v1/dead-letters",
                        "/v1/dead-letters/{id}",
                        "/v1/dead-letters/{id}/discard",
                        "/v1/dead-letters/{id}/replay",
                        "/v1/erasures",
                        "/v1/erasures/{id}",
                        "/v1/erasures/{id}/retrainings",
                        "/v1/events",
                        "/v1/generations",
                        "/v1/generations/{id}",
                        "/v1/generations/{id}/animation.png",
                        "/v1/generations/{id}/cancel",
                        "/v1/generations/{id}/events",
                        "/v1/generations/{id}/grid.png",
                        "/v1/generations/{id}/images.zip",
                        "/v1/generations/{id}/images/{k}.png",
                        "/v1/generations/{id}/shadow",
                        "/v1/generations/{id}/shadow/grid.png",
                        "/v1/generations/{id}/shadow/images/{k}.png",
                        "/v1/keys",
                        "/v1/keys/{id}",
                        "/v1/models",
                        "/v1/models/{name}",
                        "/v1/models/{name}/aliases/{alias}",
                        "/v1/models/{name}/gate",
                        "/v1/models/{name}/policy",
                        "/v1/models/{name}/promote",
                        "/v1/models/{name}/rollback",
                        "/v1/models/{name}/rollouts",
                        "/v1/models/{name}/serving",
                        "/v1/models/{name}/shadow",
                        "/v1/models/{name}/versions",
                        "/v1/models/{name}/versions/{version}",
                        "/v1/models/{name}/versions/{version}/artifacts/{file}",
                        "/v1/models/{name}/versions/{version}/comparison",
                        "/v1/models/{name}/versions/{version}/lineage",
                        "/v1/rollouts/{id}",
                        "/v1/rollouts/{id}/events",
                        "/v1/rollouts/{id}/pause",
                        "/v1/rollouts/{id}/promote",
                        "/v1/rollouts/{id}/resume",
                        "/v1/rollouts/{id}/rollback",
                        "/v1/session",
                        "/v1/spending",
                        "/v1/status",
                        "/v1/storage",
                        "/v1/trainings",
                        "/v1/trainings/estimate",
                        "/v1/trainings/{id}",
                        "/v1/trainings/{id}/cancel",
                        "/v1/trainings/{id}/events",
                        "/v1/trainings/{id}/film.apng",
                        "/v1/trainings/{id}/film.png",
                        "/v1/uploads",
                        "/v1/uploads/{id}",
                        "/v1/webhooks",
                        "/v1/webhooks/{id}",
                        "/v1/webhooks/{id}/deliveries",
                        "/v1/webhooks/{id}/deliveries/{deliveryId}/redeliver",
                        "/v1/webhooks/{id}/secret/rotate",
                        "/v1/webhooks/{id}/test"),
                paths);
        List<JsonNode> operations = document.path("paths")
                .valueStream()
                .flatMap(path -> Stream.of("get", "head", "options", "post", "put", "patch", "delete")
                        .map(path::path))
                .filter(JsonNode::isObject)
                .toList();
        assertEquals(103, operations.size());
        for (JsonNode operation : operations) {
            assertFalse(operation.path("summary").asText().isEmpty(), operation::toString);
            assertTrue(
                    operation.path("responses").path("default").path("content").has("application/problem+json"),
                    operation::toString);
        }
        assertFalse(document.toString().contains("io.likeness"), "the document names a class");
    }

    @Test
    void servesThePageAndSwaggerUi() {
        Answer page = gateway.get("/");
        assertEquals(200, page.status());
        assertTrue(page.header("Content-Type").startsWith("text/html"));
        assertFalse(page.body().contains("https://"), "the page needs nothing from elsewhere");
        assertTrue(page.header("Content-Security-Policy").startsWith("default-src 'none'; script-src 'self'"));
        assertTrue(gateway.get("/js/app.js").header("Cache-Control").endsWith("max-age=0"));
        assertTrue(gateway.get("/q/swagger-ui/").body().contains("swagger-ui"));
    }

    private static void assertProblem(Answer answer, int status, String code) {
        assertEquals(status, answer.status(), answer::toString);
        assertEquals("application/problem+json", answer.header("Content-Type"), answer::toString);
        assertEquals(code, answer.text("code"));
        assertEquals(status, answer.json().path("status").asInt());
        assertFalse(answer.body().contains("io.likeness") || answer.body().contains("java."), answer::toString);
    }
}
