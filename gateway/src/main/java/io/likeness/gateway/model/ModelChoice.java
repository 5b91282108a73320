package io.likeness.gateway.model;

import io.likeness.gateway.access.Tenant;
import org.jspecify.annotations.Nullable;

/**
 * The model that a generation asks of the generator.
 *
 * @param tenant whose model it is
 * @param version absent: none was asked for
 */
public record ModelChoice(
        Tenant tenant, String name, @Nullable Integer version) {}
