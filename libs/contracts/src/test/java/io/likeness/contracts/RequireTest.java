package io.likeness.contracts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

final class RequireTest {
    private static final String NAME_RULE =
            "name: expected 1 to 63 characters of a-z, 0-9, '.', '_' and '-', the first a letter or digit, found ";

    @Test
    void presentReturnsTheValueAndRefusesNone() {
        assertEquals("value", Require.present("field", "value"));
        assertRefused("field: expected a value, found none", () -> Require.present("field", null));
    }

    @Test
    void textIsNotBlank() {
        assertEquals(" a ", Require.text("field", " a "));
        assertRefused("field: expected a text that is not blank, found none", () -> Require.text("field", null));
        assertRefused("field: expected a text that is not blank, found a blank one", () -> Require.text("field", "\t"));
    }

    @Test
    void anIntegerOfAQueryIsADecimalNumber() {
        assertEquals(-7, Require.integer("field", "-7"));
        assertRefused("field: expected an integer, found '7.5'", () -> Require.integer("field", "7.5"));
        assertRefused("field: expected a text that is not blank, found none", () -> Require.integer("field", null));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "0", "celeba-64.grey_v2", "a.", "b--"})
    void nameIsSafeInUrlsKeysAndFileNames(String name) {
        assertEquals(name, Require.name("name", name));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "..", ".hidden", "-x", "A", "ä", "a/b", "a b", "a\n"})
    void otherNamesAreRefused(String name) {
        assertRefused(NAME_RULE + "'" + name + "'", () -> Require.name("name", name));
    }

    @Test
    void nameHasAtMost63Characters() {
        assertEquals("a".repeat(63), Require.name("name", "a".repeat(63)));
        assertRefused(NAME_RULE + "'" + "a".repeat(64) + "'", () -> Require.name("name", "a".repeat(64)));
        assertRefused(NAME_RULE + "none", () -> Require.name("name", null));
    }

    @Test
    void digestIs64LowerCaseHexadecimalDigits() {
        String digest = "0123456789abcdef".repeat(4);
        assertEquals(digest, Require.sha256("sha256", digest));
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "abc", "0123456789ABCDEF0123456789ABCDEF0123456789ABCDEF0123456789ABCDEF"})
    void otherDigestsAreRefused(@Nullable String digest) {
        String found = digest == null ? "none" : "'" + digest + "'";
        assertRefused(
                "sha256: expected 64 lower-case hexadecimal digits, found " + found,
                () -> Require.sha256("sha256", digest));
    }

    @Test
    void betweenIncludesItsEnds() {
        assertEquals(1, Require.between("count", 1, 1, 3));
        assertEquals(3, Require.between("count", 3, 1, 3));
        assertRefused("count: expected 1 to 3, found 0", () -> Require.between("count", 0, 1, 3));
        assertRefused("count: expected 1 to 3, found 4", () -> Require.between("count", 4, 1, 3));
        assertRefused(
                "seed: expected 0 to 9007199254740991, found 9007199254740992",
                () -> Require.between("seed", Require.GREATEST_SEED + 1, 0, Require.GREATEST_SEED));
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
    void numberThatIsNotFiniteIsRefused(double value) {
        assertRefused("loss: expected a finite number, found " + value, () -> Require.finite("loss", value));
        assertRefused(
                "seconds: expected a finite number, 0 or more, found " + value,
                () -> Require.notNegative("seconds", value));
    }

    @Test
    void notNegativeBeginsAtZero() {
        assertEquals(-1.5, Require.finite("loss", -1.5));
        assertEquals(0.0, Require.notNegative("seconds", 0.0));
        assertRefused(
                "seconds: expected a finite number, 0 or more, found -0.001",
                () -> Require.notNegative("seconds", -0.001));
    }

    @Test
    void numbersAreCopiedSortedAndFinite() {
        Map<String, Double> given = new HashMap<>(Map.of("b", 2.0, "a", 1.0));
        Map<String, Double> kept = Require.numbers("metrics", given);
        given.put("c", 3.0);

        assertEquals(List.of("a", "b"), List.copyOf(kept.keySet()));
        assertThrows(UnsupportedOperationException.class, () -> kept.put("c", 3.0));
        assertRefused("metrics: expected a value, found none", () -> Require.numbers("metrics", null));
        assertRefused(
                "metrics.a: expected a finite number, found NaN",
                () -> Require.numbers("metrics", Map.of("a", Double.NaN)));
    }

    @Test
    void oneOfNamesWhatIsAllowed() {
        assertEquals(3, Require.oneOf("channels", 3, List.of(1, 3)));
        assertRefused("channels: expected one of [1, 3], found 2", () -> Require.oneOf("channels", 2, List.of(1, 3)));
    }

    private static void assertRefused(String message, Executable call) {
        assertEquals(new Refusal(ErrorCode.INVALID_REQUEST, message), Refusal.of(call));
    }
}
