package io.likeness.gateway.access;

import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Who one is, as far as the gateway knows. */
@Schema(name = "WhoAsks", description = "Who one is, as far as the gateway knows")
record WhoAsks(
        @Schema(description = "Absent where nothing is shown that is needed", examples = "main") @Nullable
        String tenant,

        @Schema(description = "Absent without a key", examples = "3f9k2m7q1x0a") @Nullable
        String keyId,

        @Schema(description = "What one may do, none where a key is needed and none is shown")
        List<Scope> scopes,

        @Schema(description = "Whether one could do nothing without a key from where one asks")
        boolean keyRequired) {

    static WhoAsks of(Principal principal, boolean keyRequired) {
        return new WhoAsks(
                principal.tenant().name(),
                principal.keyId(),
                principal.scopes().stream().sorted().toList(),
                keyRequired);
    }

    static WhoAsks nobody() {
        return new WhoAsks(null, null, List.of(), true);
    }
}
