package io.likeness.platform.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.LikenessException;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class FailuresTest {

    @Test
    void findsOurOwnFailureBelowOthers() {
        LikenessException own = new LikenessException(ErrorCode.NOT_FOUND, "nothing");
        assertSame(own, Failures.classify(new IllegalStateException(new RuntimeException(own))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"08006", "53300", "57P01", "40001"})
    void knowsADatabaseThatIsAway(String sqlState) {
        Throwable thrown = new IllegalStateException(new SQLException("away", sqlState));
        assertEquals(ErrorCode.DATABASE_UNAVAILABLE, Failures.classify(thrown).code());
    }

    @Test
    void takesAFailureOfThePoolForADatabaseThatIsAway() {
        assertEquals(
                ErrorCode.DATABASE_UNAVAILABLE,
                Failures.classify(new SQLException("Sorry, acquisition timeout!"))
                        .code());
    }

    @ParameterizedTest
    @ValueSource(strings = {"23505", "42P01", "22001"})
    void takesAWrongStatementForADefect(String sqlState) {
        assertEquals(
                ErrorCode.INTERNAL_ERROR,
                Failures.classify(new SQLException("wrong", sqlState)).code());
    }

    @Test
    void saysNothingOfADefectToCallers() {
        LikenessException failure = Failures.classify(new IllegalStateException("secret detail"));
        assertEquals(ErrorCode.INTERNAL_ERROR, failure.code());
        assertEquals("an unexpected error", failure.getMessage());
    }
}
