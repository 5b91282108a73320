package io.likeness.gateway.model;

import org.jspecify.annotations.Nullable;

/**
 * The model that a generation asks of the generator.
 *
 * @param version absent: none was asked for
 */
public record ModelChoice(String name, @Nullable Integer version) {}
