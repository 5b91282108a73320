package io.likeness.gateway.access;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What a key may do, for its tenant alone. Whoever may generate or train may also read; an admin may everything. */
public enum Scope {
    READ,
    GENERATE,
    TRAIN,
    ADMIN;

    @JsonValue
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether this scope is enough where another is needed. */
    public boolean covers(Scope needed) {
        return this == ADMIN || this == needed || needed == READ;
    }
}
