package io.likeness.contracts;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.likeness.contracts.model.ModelName;
import io.likeness.contracts.model.VersionRef;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class NamesTest {

    @Test
    void areTextsOnTheWire() {
        assertRoundTrip("\"celeba\"", new ModelName("celeba"), ModelName.class);
        assertRoundTrip("\"acme\"", new TenantId("acme"), TenantId.class);
        assertRoundTrip("\"celeba/3\"", VersionRef.of("celeba", 3), VersionRef.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Celeba", "a b", "../x", "a/b"})
    void areSafeInAnAddressAndInAKey(String text) {
        assertEquals(ErrorCode.INVALID_REQUEST, refusal(text, ModelName.class));
        assertEquals(ErrorCode.INVALID_REQUEST, refusal(text, TenantId.class));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "celeba",
                "celeba/",
                "celeba/0",
                "celeba/-1",
                "celeba/+1",
                "celeba/01",
                "/1",
                "a/b/1",
                "a/9999999999"
            })
    void aVersionIsANameAndANumber(String text) {
        assertEquals(ErrorCode.INVALID_REQUEST, refusal(text, VersionRef.class));
    }

    private static <T> void assertRoundTrip(String json, T value, Class<T> type) {
        assertEquals(json, new String(Json.encode(value), UTF_8));
        assertEquals(value, Json.decode(json.getBytes(UTF_8), type));
    }

    private static ErrorCode refusal(String text, Class<?> type) {
        byte[] json = Json.encode(text);
        return assertThrows(LikenessException.class, () -> Json.decode(json, type))
                .code();
    }
}
