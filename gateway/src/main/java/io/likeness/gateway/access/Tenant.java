package io.likeness.gateway.access;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.likeness.contracts.Require;

/**
 * Whose things are together, and apart from everybody else's.
 *
 * @param name a name as models have it
 */
public record Tenant(@JsonValue String name) {
    /** Whose all is that came before there were tenants, and what whoever runs the system does without a key. */
    public static final Tenant MAIN = new Tenant("main");

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public Tenant {
        Require.name("tenant", name);
    }

    @Override
    public String toString() {
        return name;
    }
}
