package io.likeness.gateway.access;

import io.likeness.contracts.Require;
import io.likeness.gateway.request.Times;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A key that is to be made. */
@Schema(name = "KeyRequest", description = "A key that is to be made")
record KeyRequest(
        @Schema(
                description = "For people",
                minLength = 1,
                maxLength = KeyRequest.LONGEST_NAME,
                required = true,
                examples = "the shop")
        @Nullable
        String name,

        @Schema(
                description =
                        "Whose things it sees; absent: those of the tenant that asks. Only the operator may name another",
                examples = "acme")
        @Nullable
        String tenant,

        @Schema(description = "What it may do", required = true, minItems = 1, maxItems = 4) @Nullable
        List<Scope> scopes,

        @Schema(
                description =
                        "Until when it is valid, in the future; absent: for ever, or as long as the key that asks",
                format = "date-time",
                examples = "2030-01-31T12:00:00Z")
        @Nullable
        String expiresAt,

        @Schema(description = "Absent: as those of the key that asks") @Nullable
        Limits limits) {
    static final int LONGEST_NAME = 100;

    KeyRequest {
        name(Require.text("name", name));
        if (tenant != null) {
            Require.name("tenant", tenant);
        }
        List<Scope> asked = Require.present("scopes", scopes);
        Require.between("scopes (items)", asked.size(), 1, Scope.values().length);
        asked.forEach(scope -> Require.present("scopes", scope));
        scopes = asked.stream().distinct().sorted().toList();
    }

    static void name(String name) {
        if (name.length() > LONGEST_NAME) {
            throw Require.invalid("name", "1 to " + LONGEST_NAME + " characters", Integer.toString(name.length()));
        }
    }

    @Nullable
    Instant expiry() {
        return expiresAt == null ? null : expiry(expiresAt);
    }

    static Instant expiry(String text) {
        Instant time;
        try {
            time = Times.parse(text);
        } catch (DateTimeException e) {
            throw Require.invalid("expiresAt", "a time of ISO 8601", "'" + text + "'");
        }
        if (!time.isAfter(Instant.now())) {
            throw Require.invalid("expiresAt", "a time in the future", text);
        }
        return time;
    }
}
