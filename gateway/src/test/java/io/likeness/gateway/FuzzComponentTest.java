package io.likeness.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.likeness.contracts.Json;
import io.likeness.gateway.Caller.Answer;
import io.likeness.testkit.LikenessPlatformResource;
import io.likeness.testkit.SeededCases;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URLEncoder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** Every operation of the published document, with what its schema allows and with what nothing allows. */
@QuarkusTest
@WithTestResource(value = LikenessPlatformResource.class, initArgs = @ResourceArg(name = "role", value = "gateway"))
@WithTestResource(FakeRegistry.class)
class FuzzComponentTest {
    private static final Duration LONGEST = Duration.ofSeconds(20);
    private static final Set<String> METHODS = Set.of("get", "head", "options", "post", "put", "patch", "delete");

    /** In JSON: wrong types, ends of ranges, and texts that nothing can keep. */
    private static final List<String> ODD = List.of(
            "null",
            "true",
            "-1",
            "0",
            "1e308",
            "1e400",
            "9223372036854775808",
            "0.1",
            "\"\"",
            "\" \"",
            "\"\\u0000\"",
            "\"a\\u0000b\"",
            "\"\\ud800\"",
            "\"\\udfff\\ud800\"",
            "\"../../etc/passwd\"",
            "\"'; DROP TABLE ledger; --\"",
            "\"%00\"",
            "[]",
            "[null]",
            "{}",
            "{\"\": null}");

    private static final List<String> ODD_TEXTS = List.of(
            "",
            " ",
            "-1",
            "0",
            "1e9",
            "NaN",
            "99999999999999999999",
            "true",
            "null",
            "a/b",
            "a b",
            "%",
            "..",
            "'\"<>",
            "\u0000",
            "\uFFFF",
            "é",
            "\uD83D\uDE00");

    private final Caller gateway = new Caller();
    private final JsonNode document = gateway.get("/q/openapi?format=json").json();
    private int requests;

    @Test
    void answersWhateverComesAndNeverWithADefect() {
        SeededCases.check(1, this::fuzz);
    }

    private void fuzz(RandomGenerator random) {
        document.path("paths")
                .properties()
                .forEach(path -> path.getValue().properties().stream()
                        .filter(operation -> METHODS.contains(operation.getKey()))
                        .forEach(operation -> fuzz(path.getKey(), operation, random)));
        assertTrue(requests > 1000, () -> "expected over 1,000 requests, sent " + requests);
    }

    private void fuzz(String template, Map.Entry<String, JsonNode> operation, RandomGenerator random) {
        String method = operation.getKey().toUpperCase(Locale.ROOT);
        if (streams(operation.getValue())) {
            return;
        }
        String usual = fill(template, "no-such-thing");
        for (String text : ODD_TEXTS) {
            send(method, fill(template, text), "application/json", "{}");
            operation
                    .getValue()
                    .path("parameters")
                    .valueStream()
                    .filter(parameter -> parameter.path("in").asText().equals("query"))
                    .forEach(parameter -> send(
                            method,
                            usual + "?" + encoded(parameter.path("name").asText()) + "=" + encoded(text),
                            "application/json",
                            "{}"));
        }
        JsonNode schema = resolved(operation.getValue().at("/requestBody/content/application~1json/schema"));
        if (schema.isObject()) {
            for (String body : bodies(schema, random)) {
                send(method, usual, "application/json", body);
            }
        }
        if (operation.getValue().has("requestBody")) {
            for (String mediaType :
                    List.of("text/plain", "application/xml", "multipart/form-data", "nonsense", "*/*")) {
                send(method, usual, mediaType, "{}");
            }
        }
    }

    /** A body that fits, with each of its fields replaced by each odd value; and what is no such body at all. */
    private List<String> bodies(JsonNode schema, RandomGenerator random) {
        List<String> bodies = new ArrayList<>(List.of(
                "",
                "{",
                "[]",
                "nonsense",
                "\u0000",
                "{\"a\":".repeat(900) + "1" + "}".repeat(900),
                "[".repeat(5000),
                "{\"" + "a".repeat(60_000) + "\": 1}"));
        ObjectNode whole = (ObjectNode) example(schema, random, 0);
        bodies.add(whole.toString());
        schema.path("properties").properties().forEach(property -> {
            for (String odd : ODD) {
                ObjectNode changed = whole.deepCopy();
                changed.put(property.getKey(), "\uE000");
                bodies.add(changed.toString().replace("\"\uE000\"", odd));
            }
        });
        return bodies;
    }

    /** Something that the schema allows, by chance. */
    private JsonNode example(JsonNode schema, RandomGenerator random, int depth) {
        JsonNode known = resolved(schema);
        if (known.has("enum")) {
            return known.path("enum").get(random.nextInt(known.path("enum").size()));
        }
        String type = known.path("type").isArray()
                ? known.path("type").get(0).asText()
                : known.path("type").asText();
        return switch (type) {
            case "integer" -> JsonNodeFactory.instance.numberNode(random.nextInt(1, 50));
            case "number" -> JsonNodeFactory.instance.numberNode(random.nextDouble());
            case "boolean" -> JsonNodeFactory.instance.booleanNode(random.nextBoolean());
            case "array" -> {
                ArrayNode array = JsonNodeFactory.instance.arrayNode();
                if (depth < 4) {
                    array.add(example(known.path("items"), random, depth + 1));
                }
                yield array;
            }
            case "string" -> JsonNodeFactory.instance.textNode("text" + random.nextInt(10));
            default -> {
                ObjectNode object = JsonNodeFactory.instance.objectNode();
                if (depth < 4) {
                    known.path("properties").properties().forEach(property -> {
                        if (random.nextBoolean()) {
                            object.set(property.getKey(), example(property.getValue(), random, depth + 1));
                        }
                    });
                }
                yield object;
            }
        };
    }

    private JsonNode resolved(JsonNode schema) {
        JsonNode reference = schema.path("$ref");
        return reference.isTextual() ? resolved(document.at(reference.asText().substring(1))) : schema;
    }

    private void send(String method, String path, String mediaType, String body) {
        requests++;
        Answer answer = gateway.send(method, path, mediaType, body);
        String sent =
                "%s %s %s: %s".formatted(method, path, mediaType, body.substring(0, Math.min(body.length(), 300)));
        assertTrue(answer.status() < 500, () -> sent + " -> " + answer);
        assertTrue(answer.took().compareTo(LONGEST) < 0, () -> sent + " took " + answer.took());
        String text = answer.body();
        assertFalse(text.contains("io.likeness") || text.contains("java."), () -> sent + " -> " + answer);
        if (answer.status() >= 400 && !method.equals("HEAD")) {
            assertEquals("application/problem+json", answer.header("Content-Type"), () -> sent + " -> " + answer);
            assertEquals(
                    answer.status(),
                    Json.tree(text.getBytes(UTF_8)).path("status").asInt(),
                    () -> sent);
        }
    }

    /** One that never ends by itself. */
    private static boolean streams(JsonNode operation) {
        return operation.at("/responses/200/content").has("text/event-stream");
    }

    private static String fill(String template, String value) {
        return template.replaceAll(
                "\\{[^}]+}", encoded(value).replace("\\", "\\\\").replace("$", "\\$"));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, UTF_8).replace("+", "%20");
    }
}
