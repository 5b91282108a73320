package io.likeness.platform.web;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.likeness.contracts.LikenessException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class CleanTextTest {
    private final ObjectMapper mapper = JsonBeans.mapper();

    /** A body with texts at every place where a body has them. */
    record Body(
            @Nullable String name,
            @Nullable List<Body> parts,
            @Nullable Map<String, Object> anything) {}

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"name\": \"a\\u0000b\"} | name",
                "{\"name\": \"\\ud800\"} | name",
                "{\"name\": \"\\udc00\\ud800\"} | name",
                "{\"parts\": [{}, {\"name\": \"\\u0000\"}]} | parts[1].name",
                "{\"anything\": {\"deep\": [\"x\", \"\\u0000\"]}} | anything.deep[1]",
                "{\"anything\": {\"a\\u0000\": 1}} | anything.name",
                "{\"unknown\": {\"skipped\": \"\\u0000\"}} | unknown.skipped"
            })
    void refusesWhatCannotBeKeptWhereverItStands(String body, String field) {
        Exception thrown = assertThrows(Exception.class, () -> mapper.readValue(body, Body.class));
        LikenessException refusal = Failures.classify(thrown);
        assertTrue(
                String.valueOf(refusal.getMessage()).startsWith(field + ": expected a text "),
                () -> field + " of " + refusal.getMessage());
    }

    @Test
    void keepsEveryOtherText() throws Exception {
        String text = "\u0001 \u00e4 \ud83d\ude00 \ufffd";
        assertDoesNotThrow(() -> CleanText.require("text", text));
        JsonNode read = mapper.copy().readTree(mapper.writeValueAsString(Map.of("name", text)));
        assertEquals(text, read.path("name").asText());
    }
}
