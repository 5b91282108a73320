package io.likeness.contracts;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * On whose behalf work is done; a plain text on the wire.
 *
 * @param value a name as {@link Require#name} has it
 */
public record TenantId(String value) {
    /** Whose all is of which nothing else is said: the operator. */
    public static final TenantId MAIN = new TenantId("main");

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public TenantId {
        Require.name("tenantId", value);
    }

    @JsonValue
    @Override
    public String toString() {
        return value;
    }
}
