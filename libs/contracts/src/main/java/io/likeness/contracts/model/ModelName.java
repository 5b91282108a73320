package io.likeness.contracts.model;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.likeness.contracts.Require;

/**
 * What a model is called, whatever its version; a plain text on the wire.
 *
 * @param value a name as {@link Require#name} has it, so that it stands in an address and in an object's key as it is
 */
public record ModelName(String value) {
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public ModelName {
        Require.name("modelName", value);
    }

    @JsonValue
    @Override
    public String toString() {
        return value;
    }
}
