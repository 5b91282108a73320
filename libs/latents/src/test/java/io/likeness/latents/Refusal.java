package io.likeness.latents;

import static org.junit.jupiter.api.Assertions.assertThrows;

import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.LikenessException;
import org.junit.jupiter.api.function.Executable;

/** What a call refused, for assertions on code and message. */
record Refusal(ErrorCode code, String message) {
    static Refusal of(Executable call) {
        LikenessException refused = assertThrows(LikenessException.class, call);
        return new Refusal(refused.code(), String.valueOf(refused.getMessage()));
    }
}
