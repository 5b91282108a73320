package io.likeness.contracts.event;

import static org.junit.jupiter.api.Assertions.assertNotNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.likeness.contracts.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;

/** The JSON Schemas of this module, as any reader of the jar finds them. */
final class SchemaFolder {
    static final String FOLDER = "/io/likeness/contracts/schemas/";

    private static final SchemaRegistry REGISTRY =
            SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

    private SchemaFolder() {}

    static JsonNode read(String name) {
        String resource = FOLDER + name + ".json";
        try (InputStream content = SchemaFolder.class.getResourceAsStream(resource)) {
            assertNotNull(content, () -> "write a schema: src/main/resources" + resource);
            return Json.tree(content.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What the schema has against the document; empty if it is valid. Formats are checked. */
    static List<String> violations(String name, JsonNode document) {
        return REGISTRY
                .getSchema(SchemaLocation.of("classpath:" + FOLDER + name + ".json"))
                .validate(
                        document,
                        context ->
                                context.executionConfig(configuration -> configuration.formatAssertionsEnabled(true)))
                .stream()
                .map(error -> error.getInstanceLocation() + " " + error.getMessage())
                .toList();
    }

    /** The schema that a property refers to, or the property itself. */
    static JsonNode resolve(JsonNode property) {
        return property.has("$ref") ? read(property.get("$ref").asText().replace(".json", "")) : property;
    }
}
