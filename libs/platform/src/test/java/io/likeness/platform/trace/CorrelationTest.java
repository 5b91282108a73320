package io.likeness.platform.trace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CorrelationTest {

    @ParameterizedTest
    @ValueSource(
            strings = {"a", "order-17:line_3.x", "0123456789012345678901234567890123456789012345678901234567890123"})
    void keepsAnIdThatIsSafeInLogs(String offered) {
        assertEquals(offered, Trace.correlationOf(offered, null));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "two words",
                "line\nbreak",
                "ümlaut",
                "01234567890123456789012345678901234567890123456789012345678901234"
            })
    void replacesAnyOther(String offered) {
        assertNotEquals(offered, Trace.correlationOf(offered, null));
    }

    @Test
    void makesADifferentIdForEachRequestWithoutOne() {
        String first = Trace.correlationOf(null, null);
        assertTrue(first.length() == 36, first);
        assertNotEquals(first, Trace.correlationOf(null, null));
    }
}
