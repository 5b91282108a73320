package io.likeness.gateway.generation;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;
import java.util.Set;

/** What a generation can be asked to do, and which fields of a request say how. */
public enum OperationKind {
    @JsonProperty("sample")
    SAMPLE("count", "temperature", "labels"),
    @JsonProperty("interpolate")
    INTERPOLATE("faces", "steps", "loop"),
    @JsonProperty("reconstruct")
    RECONSTRUCT("face"),
    @JsonProperty("edit")
    EDIT("face", "attributes", "steps"),
    @JsonProperty("vary")
    VARY("count", "face", "strength");

    private final Set<String> fields;

    OperationKind(String... fields) {
        this.fields = Set.of(fields);
    }

    /** The form of requests and of the wire. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    boolean takes(String field) {
        return fields.contains(field);
    }
}
