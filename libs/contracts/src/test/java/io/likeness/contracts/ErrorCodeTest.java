package io.likeness.contracts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class ErrorCodeTest {

    @ParameterizedTest
    @EnumSource
    void statusFitsTheCategory(ErrorCode code) {
        int status = code.httpStatus();
        boolean fits = switch (code.category()) {
            case USER -> status >= 400 && status < 500 && status != 409;
            case CONFLICT -> status == 409;
            case RESOURCE -> status == 503 || status == 429;
            case EXTERNAL -> status == 503;
            case INTERNAL -> status == 500;
        };
        assertTrue(fits, () -> code + ": found " + status + " for " + code.category());
    }

    @ParameterizedTest
    @EnumSource
    void onlyWhatMayPassByItselfIsTriedAgain(ErrorCategory category) {
        assertEquals(category == ErrorCategory.RESOURCE || category == ErrorCategory.EXTERNAL, category.retriable());
    }
}
