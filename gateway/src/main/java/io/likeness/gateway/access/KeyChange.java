package io.likeness.gateway.access;

import com.fasterxml.jackson.databind.JsonNode;
import io.likeness.contracts.Require;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What is to be changed of a key; what is absent stays. */
@Schema(
        name = "KeyChange",
        description =
                "What is to be changed of a key: what is absent stays; null for expiresAt makes it valid for ever")
record KeyChange(
        @Schema(description = "For people", minLength = 1, maxLength = KeyRequest.LONGEST_NAME, examples = "the shop")
        @Nullable
        String name,

        @Schema(description = "In place of all that it had; {} for none") @Nullable
        Limits limits,

        @Schema(
                type = SchemaType.STRING,
                implementation = String.class,
                nullable = true,
                format = "date-time",
                description = "Until when it is valid, in the future; null: for ever, or as long as the key that asks",
                examples = "2030-01-31T12:00:00Z")
        @Nullable
        JsonNode expiresAt) {

    KeyChange {
        if (name != null) {
            KeyRequest.name(Require.text("name", name));
        }
    }

    /** @param before the expiry that stays where none is named */
    @Nullable
    Instant expiryAfter(@Nullable Instant before) {
        if (expiresAt == null) {
            return before;
        }
        if (!expiresAt.isNull() && !expiresAt.isTextual()) {
            throw Require.invalid("expiresAt", "a time of ISO 8601 or null", "another kind of value");
        }
        return expiresAt.isNull() ? null : KeyRequest.expiry(expiresAt.asText());
    }
}
