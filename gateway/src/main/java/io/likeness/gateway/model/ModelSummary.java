package io.likeness.gateway.model;

import io.likeness.contracts.model.ModelVersion;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A model in one line, as the registry answers it.
 *
 * @param versions how many it has, numbered from 1
 * @param champion what serves now, absent if nothing does
 */
@Schema(description = "A model in one line")
public record ModelSummary(
        @Schema(examples = "celeba") String name,
        int versions,
        @Nullable ModelVersion champion) {}
