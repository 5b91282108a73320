package io.likeness.gateway.erasure;

import io.likeness.contracts.Require;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Body of {@code POST /v1/erasures} where the file itself is not at hand. */
@Schema(description = "The image to erase")
public record ErasureRequest(
        @Schema(
                description = "SHA-256 of the file, 64 lower-case hexadecimal digits",
                required = true,
                examples = "4f2c9d0e5b7a8c1d3e6f9a0b2c4d5e6f7a8b9c0d1e2f3a4b5c6d7e8f9a0b1c2d")
        @Nullable
        String sha256) {

    String requireSha256() {
        return Require.sha256("sha256", Require.text("sha256", sha256));
    }
}
