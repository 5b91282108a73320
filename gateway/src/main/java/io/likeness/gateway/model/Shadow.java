package io.likeness.gateway.model;

import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A version that draws copies of a model's requests, for whoever wants to compare before anybody is answered by it.
 *
 * @param share of the requests that name no version, in thousandths, 1 to 1,000
 * @param until when it ends by itself
 */
@Schema(description = "A version that draws copies of a model's requests, which nobody is answered by")
record Shadow(
        String modelName,
        int version,
        int share,
        Instant until,
        String reason,
        @Nullable String by,
        Instant changedAt) {}
