package io.likeness.gateway.access;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a key may do, for its tenant alone. Whoever may generate or train may also read; an admin may everything. */
public enum Scope {
    @JsonProperty("read")
    READ,
    @JsonProperty("generate")
    GENERATE,
    @JsonProperty("train")
    TRAIN,
    @JsonProperty("admin")
    ADMIN;

    /** The form of the wire and of the tables. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether this scope is enough where another is needed. */
    public boolean covers(Scope needed) {
        return this == ADMIN || this == needed || needed == READ;
    }

    static Optional<Scope> of(String word) {
        return Arrays.stream(values())
                .filter(scope -> scope.word().equals(word))
                .findFirst();
    }

    @Override
    public String toString() {
        return word();
    }
}
