package io.likeness.gateway.webhook;

import io.likeness.contracts.Require;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A webhook that is to be made. */
@Schema(name = "WebhookRequest", description = "A webhook that is to be made")
record WebhookRequest(
        @Schema(
                description =
                        "Where to post to: https, any port, no user, no fragment; its host has addresses of the internet only",
                maxLength = Target.LONGEST,
                examples = "https://example.com/likeness",
                required = true)
        @Nullable
        String url,

        @Schema(
                description = "What it is told of, at most 16; absent or empty: all, also what is added later",
                maxItems = WebhookRequest.MOST_TYPES,
                examples = "[\"generation.succeeded\", \"generation.failed\"]")
        @Nullable
        List<EventType> eventTypes,

        @Schema(description = "For people", maxLength = WebhookRequest.LONGEST_DESCRIPTION, examples = "the shop")
        @Nullable
        String description,

        @Schema(description = "whsec_ and the base64 of 24 to 64 bytes; absent: a random one is made") @Nullable
        String secret) {
    static final int MOST_TYPES = 16;
    static final int LONGEST_DESCRIPTION = 500;

    WebhookRequest {
        eventTypes = types(eventTypes);
        description(description);
    }

    /** Absent for all. */
    static @Nullable List<EventType> types(@Nullable List<EventType> asked) {
        if (asked == null || asked.isEmpty()) {
            return null;
        }
        if (asked.size() > MOST_TYPES) {
            throw Require.invalid("eventTypes", "at most " + MOST_TYPES, Integer.toString(asked.size()));
        }
        asked.forEach(type -> Require.present("eventTypes", type));
        return asked.stream().distinct().sorted().toList();
    }

    static void description(@Nullable String description) {
        if (description != null && description.length() > LONGEST_DESCRIPTION) {
            throw Require.invalid(
                    "description",
                    "at most " + LONGEST_DESCRIPTION + " characters",
                    Integer.toString(description.length()));
        }
    }

    /** Its own, or a random one. */
    Secret newSecret() {
        return Secret.of(secret);
    }

    @Override
    public String toString() {
        return "WebhookRequest[url=" + url + ", eventTypes=" + eventTypes + "]";
    }
}
