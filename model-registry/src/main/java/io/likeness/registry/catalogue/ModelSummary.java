package io.likeness.registry.catalogue;

import io.likeness.contracts.model.ModelVersion;
import org.jspecify.annotations.Nullable;

/**
 * A model in one line.
 *
 * @param versions how many it has, numbered from 1
 * @param champion what serves now, absent if nothing does
 */
public record ModelSummary(
        String name, int versions, @Nullable ModelVersion champion) {}
