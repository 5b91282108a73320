package io.likeness.contracts;

import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.function.Executable;

/** What a call refused, for assertions on code and message. */
public record Refusal(ErrorCode code, String message) {
    public static Refusal of(Executable call) {
        LikenessException refused = assertThrows(LikenessException.class, call);
        return new Refusal(refused.code(), String.valueOf(refused.getMessage()));
    }
}
