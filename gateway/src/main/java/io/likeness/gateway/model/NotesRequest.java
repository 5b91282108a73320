package io.likeness.gateway.model;

import com.fasterxml.jackson.databind.JsonNode;
import io.likeness.contracts.model.ChangeNotes;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What is to be said of a version; what is absent stays, null removes. */
@Schema(description = "What is to be said of a version: what is absent stays, null removes (RFC 7396)")
record NotesRequest(
        @Schema(
                type = SchemaType.STRING,
                implementation = String.class,
                nullable = true,
                maxLength = ChangeNotes.LONGEST_DESCRIPTION,
                examples = "soft light, best with glasses")
        @Nullable
        JsonNode description,

        @Schema(
                type = SchemaType.OBJECT,
                implementation = Object.class,
                nullable = true,
                description =
                        "Values of at most 200 characters, or null, by keys of a-z, 0-9, '.', '_' and '-'; at most"
                                + " 32 a version",
                examples = "{\"season\": \"winter\", \"draft\": null}")
        @Nullable
        JsonNode tags) {

    ChangeNotes change() {
        return new ChangeNotes(description, tags);
    }
}
