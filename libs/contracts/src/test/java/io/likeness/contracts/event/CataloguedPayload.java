package io.likeness.contracts.event;

import static org.junit.jupiter.api.Assertions.assertNotNull;

import com.fasterxml.jackson.databind.JsonNode;
import io.likeness.contracts.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.Stream;

/** One payload of the catalogue with its golden file; the source of every parameterised contract test. */
record CataloguedPayload(Topic topic, String type, Class<?> payload) {
    static final String GOLDEN_FOLDER = "/io/likeness/contracts/golden/";

    static Stream<CataloguedPayload> all() {
        return Arrays.stream(Topic.values())
                .flatMap(topic -> topic.payloads().entrySet().stream()
                        .map(entry -> new CataloguedPayload(topic, entry.getKey(), entry.getValue())))
                .sorted(Comparator.comparing(CataloguedPayload::type));
    }

    JsonNode golden() {
        String resource = GOLDEN_FOLDER + type + ".json";
        try (InputStream content = CataloguedPayload.class.getResourceAsStream(resource)) {
            assertNotNull(content, () -> "write a golden payload: src/test/resources" + resource);
            return Json.tree(content.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String toString() {
        return type;
    }
}
