package io.likeness.standalone.command;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class InWordsTest {
    @ParameterizedTest
    @CsvSource({"999, 999 B", "1000, 1.0 kB", "1443490838, 1.4 GB", "9007199254740991, 9007.2 TB"})
    void tellsSizes(long bytes, String words) {
        assertEquals(words, InWords.bytes(bytes));
    }

    @ParameterizedTest
    @CsvSource({"0.2, 0 s", "59.4, 59 s", "59.6, 1 min 0 s", "3599, 59 min 59 s", "7260, 2 h 1 min"})
    void tellsTimes(double seconds, String words) {
        assertEquals(words, InWords.seconds(seconds));
    }
}
