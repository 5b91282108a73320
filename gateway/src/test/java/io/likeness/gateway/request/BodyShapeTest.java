package io.likeness.gateway.request;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.likeness.contracts.Json;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class BodyShapeTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"name\":\"a\"} | ``",
                "{\"name\":\"a\",\"count\":null,\"part\":null} | ``",
                "{\"name\":\"a\",\"share\":1,\"part\":{\"width\":1,\"height\":null}} | ``",
                "{\"name\":\"a\",\"free\":{\"width\":2}} | ``",
                "[] | body: expected an object, found an array",
                "{} | name: expected a value, found none",
                "{\"name\":null} | name: expected a value, found none",
                "{\"name\":\" \"} | name: expected a text that is not blank, found ' '",
                "{\"name\":\"abcdef\"} | name: expected 1 to 5 characters, found 'abcdef'",
                "{\"name\":7} | name: expected a text, found 7",
                "{\"name\":\"a\",\"count\":1.5} | count: expected an integer, found 1.5",
                "{\"name\":\"a\",\"count\":11} | count: expected 1 to 10, found 11",
                "{\"name\":\"a\",\"count\":1e400} | count: expected a number that a double can hold, found Infinity",
                "{\"name\":\"a\",\"large\":2147483648} | ``",
                "{\"name\":\"a\",\"large\":9223372036854775808} | large: expected an integer, found 9223372036854775808",
                "{\"name\":\"a\",\"share\":\"1\"} | share: expected a number, found '1'",
                "{\"name\":\"a\",\"yes\":1} | yes: expected true or false, found 1",
                "{\"name\":\"a\",\"colour\":\"green\"} | colour: expected one of [red, blue], found 'green'",
                "{\"name\":\"a\",\"list\":[1,\"x\",null]} |"
                        + " list: expected 1 to 2 items, found 3 items;list[1]: expected an integer, found 'x';list[2]: expected a value, found none",
                "{\"name\":\"a\",\"map\":{\"k\":true}} | map.k: expected a number, found true",
                "{\"name\":\"a\",\"map\":[]} | map: expected an object, found an array",
                "{\"name\":\"a\",\"part\":{\"widht\":1}} |"
                        + " part.widht: expected 'width', found an unknown field;part.width: expected a value, found none",
                "{\"name\":\"a\",\"width\":1} | width: expected 'free.width', found an unknown field",
                "{\"name\":\"a\",\"nmae\":1,\"Count\":1} |"
                        + " nmae: expected 'name', found an unknown field;Count: expected 'count', found an unknown field",
                "{\"name\":\"a\",\"free\":{\"widht\":1,\"height\":\"x\"}} |"
                        + " free.widht: expected 'width', found an unknown field;free.height: expected an integer, found 'x'"
            })
    void findsAllThatDoesNotFit(String body, String violations) {
        assertEquals(
                violations,
                String.join(";", BodyShape.violations(Json.tree(body.getBytes(StandardCharsets.UTF_8)), Whole.class)));
    }

    @Test
    void anAnswerEndsHoweverMuchIsWrong() {
        StringBuilder body = new StringBuilder("{\"name\": \"a\"");
        for (int i = 0; i < 50_000; i++) {
            body.append(",\"x").append(i).append("\": 1");
        }
        String text =
                body.append(",\"").append("a.".repeat(10_000)).append(":\": 1}").toString();
        List<String> violations = BodyShape.violations(Json.tree(text.getBytes(StandardCharsets.UTF_8)), Whole.class);
        assertEquals(20, violations.size());
    }

    enum Colour {
        @JsonProperty("red")
        RED,
        @JsonProperty("blue")
        BLUE
    }

    record Part(int width, @Nullable Integer height) {}

    record Whole(
            @Schema(required = true, minLength = 1, maxLength = 5) @Nullable
            String name,

            @Schema(minimum = "1", maximum = "10") @Nullable Integer count,
            @Nullable Long large,
            @Nullable Double share,
            @Nullable Boolean yes,
            @Nullable Colour colour,

            @Schema(minItems = 1, maxItems = 2) @Nullable List<Integer> list,

            @Nullable Map<String, Double> map,
            @Nullable Part part,

            @Schema(implementation = Part.class) @Nullable Map<String, @Nullable Object> free) {}
}
