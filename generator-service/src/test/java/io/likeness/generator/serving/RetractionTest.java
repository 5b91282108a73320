package io.likeness.generator.serving;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.LikenessException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class RetractionTest {

    @ParameterizedTest
    @EnumSource(names = {"NOT_FOUND", "DIGEST_MISMATCH", "MODEL_UNUSABLE", "MALFORMED_EVENT", "INVALID_REQUEST"})
    void aVersionIsToBlameForItsFiles(ErrorCode code) {
        assertTrue(Retraction.speaksOfTheVersion(new LikenessException(code, "found")));
    }

    @ParameterizedTest
    @EnumSource(
            names = {
                "OBJECT_STORE_UNAVAILABLE",
                "INTERNAL_ERROR",
                "CAPACITY_EXHAUSTED",
                "DEVICE_UNAVAILABLE",
                "MODEL_NOT_READY"
            })
    void aVersionIsNotToBlameForTheStoreOrTheMachine(ErrorCode code) {
        assertFalse(Retraction.speaksOfTheVersion(new LikenessException(code, "found")));
    }
}
