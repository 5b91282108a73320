package io.likeness.gateway.request;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PreferenceTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "wait=10",
                "respond-async, wait=10",
                "Wait = \"10\"",
                "wait=10; foo=bar",
                "handling=lenient,wait=10,x"
            })
    void readsTheWaitAmongOtherPreferences(String header) {
        assertEquals(Optional.of(Duration.ofSeconds(10)), Preference.wait(header));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "respond-async", "wait", "wait=soon", "await=10", "wait=-1", "wait=10x"})
    void ignoresWhatItDoesNotUnderstand(String header) {
        assertEquals(Optional.empty(), Preference.wait(header));
    }

    @Test
    void neverWaitsLongerThanAMinute() {
        assertEquals(Optional.of(Duration.ofSeconds(60)), Preference.wait("wait=3600"));
    }
}
