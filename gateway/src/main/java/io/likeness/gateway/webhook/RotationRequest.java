package io.likeness.gateway.webhook;

import io.likeness.contracts.Require;
import java.time.Duration;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** How a secret is to be replaced. */
@Schema(name = "RotationRequest", description = "How a secret is to be replaced")
record RotationRequest(
        @Schema(description = "whsec_ and the base64 of 24 to 64 bytes; absent: a random one is made") @Nullable
        String secret,

        @Schema(
                description =
                        "How long the secret before is signed with, too; absent: as the gateway is configured, usually a day",
                minimum = "0",
                maximum = "2592000",
                examples = "86400")
        @Nullable
        Long overlapSeconds) {
    private static final long LONGEST = Duration.ofDays(30).toSeconds();

    RotationRequest {
        if (overlapSeconds != null) {
            Require.between("overlapSeconds", overlapSeconds, 0, LONGEST);
        }
    }

    Secret newSecret() {
        return Secret.of(secret);
    }

    Duration overlap(Duration usual) {
        return overlapSeconds == null ? usual : Duration.ofSeconds(overlapSeconds);
    }

    @Override
    public String toString() {
        return "RotationRequest[overlapSeconds=" + overlapSeconds + "]";
    }
}
