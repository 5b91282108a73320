package io.likeness.gateway.request;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.likeness.gateway.request.ByteRange.Asked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ByteRangeTest {
    private static final String TAG = "\"a\"";

    @ParameterizedTest
    @CsvSource({
        "bytes=0-0, 0, 0",
        "bytes=0-9, 0, 9",
        "bytes=3-, 3, 9",
        "bytes=3-99, 3, 9",
        "bytes=-4, 6, 9",
        "bytes=-99, 0, 9",
        "bytes=9-9, 9, 9"
    })
    void findsThePart(String range, long first, long last) {
        Asked.Part part = new Asked.Part(new ByteRange(first, last));
        assertEquals(part, ByteRange.asked(range, null, TAG, 10));
        assertEquals(part, ByteRange.asked(range, TAG, TAG, 10));
        assertEquals(new Asked.Everything(), ByteRange.asked(range, "\"b\"", TAG, 10), "another content by now");
    }

    @ParameterizedTest
    @ValueSource(strings = {"bytes=10-", "bytes=10-12", "bytes=-0", "bytes=5-4"})
    void saysWhereThereIsNothing(String range) {
        assertEquals(new Asked.Nothing(), ByteRange.asked(range, null, TAG, 10));
    }

    @ParameterizedTest
    @ValueSource(strings = {"bytes=-", "bytes=1-2,4-5", "items=0-1", "bytes=a-b", "bytes=99999999999999999999-", ""})
    void ignoresWhatItDoesNotUnderstand(String range) {
        assertEquals(new Asked.Everything(), ByteRange.asked(range, null, TAG, 10));
    }

    @Test
    void isEverythingWhereNothingIsAsked() {
        assertEquals(new Asked.Everything(), ByteRange.asked(null, null, TAG, 10));
    }
}
