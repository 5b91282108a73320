package io.likeness.gateway.model;

import org.jspecify.annotations.Nullable;

/**
 * The model that a generation asks of the generator.
 *
 * @param version absent: the champion when the work is done
 */
public record ModelChoice(String name, @Nullable Integer version) {}
