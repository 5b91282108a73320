package io.likeness.gateway.letter;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.likeness.contracts.Require;
import java.util.Arrays;
import java.util.Locale;

/** What somebody has decided about a letter. */
public enum LetterState {
    /** Nothing yet. Such a letter never expires. */
    @JsonProperty("new")
    NEW,
    /** It was sent to its consumer again. */
    @JsonProperty("replayed")
    REPLAYED,
    /** It is of no use. */
    @JsonProperty("discarded")
    DISCARDED;

    String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @throws io.likeness.contracts.LikenessException {@code INVALID_REQUEST} for a name that is none */
    static LetterState parse(String field, String name) {
        return Arrays.stream(values())
                .filter(state -> state.wireName().equals(name))
                .findFirst()
                .orElseThrow(() -> Require.invalid(field, "one of [new, replayed, discarded]", "'" + name + "'"));
    }
}
