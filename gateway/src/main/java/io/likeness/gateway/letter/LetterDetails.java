package io.likeness.gateway.letter;

import com.fasterxml.jackson.databind.JsonNode;
import io.likeness.contracts.Json;
import io.likeness.contracts.LikenessException;
import java.util.Base64;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A letter with everything that the record had. */
@Schema(name = "DeadLetterDetails", description = "A dead letter with everything that the record had")
public record LetterDetails(
        Letter letter,
        List<Header> headers,

        @Schema(
                implementation = Object.class,
                description = "The record's value, where it is an object or array of JSON")
        @Nullable
        JsonNode payload,

        @Schema(description = "The record's value where it is anything else, in base64") @Nullable
        String payloadBase64) {

    static LetterDetails of(Letter letter, List<RecordHeader> headers, byte[] content) {
        JsonNode json = json(content);
        return new LetterDetails(
                letter,
                headers.stream()
                        .map(header -> new Header(header.name(), header.text()))
                        .toList(),
                json,
                json == null ? Base64.getEncoder().encodeToString(content) : null);
    }

    private static @Nullable JsonNode json(byte[] content) {
        try {
            JsonNode tree = Json.tree(content);
            return tree.isContainerNode() ? tree : null;
        } catch (LikenessException notJson) {
            return null;
        }
    }

    /** A header, its value read as UTF-8. */
    @Schema(name = "RecordHeader")
    public record Header(String name, String value) {}
}
