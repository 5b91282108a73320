package io.likeness.contracts.model;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.likeness.contracts.Require;
import java.util.List;

/**
 * What people call a version of a model, in place of its number; a plain text on the wire.
 *
 * @param value a name as {@link Require#name} has it, neither a number nor one of the words that say where a version stands
 */
public record AliasName(String value) {
    private static final List<String> RESERVED =
            List.of("champion", "candidate", "stable", "fallback", "latest", "newest", "none");

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public AliasName {
        Require.name("alias", value);
        if (RESERVED.contains(value)) {
            throw Require.invalid("alias", "none of the reserved " + RESERVED, "'" + value + "'");
        }
        if (value.chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw Require.invalid("alias", "a name that is no number", "'" + value + "'");
        }
    }

    @JsonValue
    @Override
    public String toString() {
        return value;
    }
}
