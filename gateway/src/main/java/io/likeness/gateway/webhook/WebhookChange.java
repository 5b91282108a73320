package io.likeness.gateway.webhook;

import com.fasterxml.jackson.databind.JsonNode;
import io.likeness.contracts.Require;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What is to be changed of a webhook; what is absent stays. */
@Schema(
        name = "WebhookChange",
        description =
                "What is to be changed of a webhook: what is absent stays; null makes eventTypes all of them and removes the description")
record WebhookChange(
        @Schema(maxLength = Target.LONGEST, examples = "https://example.com/likeness") @Nullable
        String url,

        @Schema(
                type = SchemaType.ARRAY,
                implementation = EventType.class,
                nullable = true,
                description = "What it is told of, at most 16; null or empty: all")
        @Nullable
        JsonNode eventTypes,

        @Schema(
                type = SchemaType.STRING,
                implementation = String.class,
                nullable = true,
                maxLength = WebhookRequest.LONGEST_DESCRIPTION)
        @Nullable
        JsonNode description,

        @Schema(
                description =
                        "False: it is told nothing of what happens meanwhile, and what waits goes on waiting; true: it is told again")
        @Nullable
        Boolean enabled) {

    /** @param before the types that stay where none are named */
    @Nullable
    List<EventType> typesAfter(@Nullable List<EventType> before) {
        if (eventTypes == null) {
            return before;
        }
        if (!eventTypes.isNull() && !eventTypes.isArray()) {
            throw Require.invalid("eventTypes", "an array or null", "another kind of value");
        }
        List<EventType> types = new ArrayList<>();
        for (int i = 0; i < eventTypes.size(); i++) {
            types.add(EventType.parse("eventTypes[" + i + "]", eventTypes.get(i).asText()));
        }
        return WebhookRequest.types(types);
    }

    @Nullable
    String descriptionAfter(@Nullable String before) {
        if (description == null) {
            return before;
        }
        if (!description.isNull() && !description.isTextual()) {
            throw Require.invalid("description", "a text or null", "another kind of value");
        }
        String text = description.isNull() ? null : description.asText();
        WebhookRequest.description(text);
        return text;
    }
}
