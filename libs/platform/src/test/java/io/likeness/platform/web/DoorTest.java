package io.likeness.platform.web;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.likeness.contracts.LikenessException;
import io.likeness.platform.web.Door.Knock;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class DoorTest {
    private final Door door = new Door(Set.of("Faces.example"), Set.of("https://admin.example"));

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "GET, localhost, -, -",
                "GET, LOCALHOST., -, -",
                "GET, [::1], -, -",
                "GET, 127.0.0.2, -, -",
                "GET, likeness.localhost, -, -",
                "GET, faces.example, http://other.example, cross-site",
                "POST, localhost, -, -",
                "POST, localhost, http://localhost:8080, same-origin",
                "POST, 127.0.0.1, http://127.0.0.1:8080, -",
                "POST, localhost, -, none",
                "POST, localhost, https://admin.example, cross-site",
            })
    void letsIn(String method, String host, String origin, String fetchSite) {
        assertEquals("", answer(new Knock(method, host, 8080, origin, fetchSite)));
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "GET, evil.example, -, -, FOREIGN_HOST",
                "GET, localhost.evil.example, -, -, FOREIGN_HOST",
                "GET, 127.0.0.1.evil.example, -, -, FOREIGN_HOST",
                "GET, -, -, -, FOREIGN_HOST",
                "GET, 0.0.0.0, -, -, FOREIGN_HOST",
                "POST, localhost, http://evil.example, -, FOREIGN_ORIGIN",
                "POST, localhost, null, -, FOREIGN_ORIGIN",
                "POST, localhost, http://localhost:3000, -, FOREIGN_ORIGIN",
                "POST, localhost, http://localhost, -, FOREIGN_ORIGIN",
                "POST, localhost, not an origin, -, FOREIGN_ORIGIN",
                "POST, localhost, -, cross-site, FOREIGN_ORIGIN",
                "DELETE, localhost, -, same-site, FOREIGN_ORIGIN",
            })
    void refuses(String method, String host, String origin, String fetchSite, String code) {
        assertEquals(code, answer(new Knock(method, host, 8080, origin, fetchSite)));
    }

    @Test
    void knowsTheUsualPorts() {
        assertEquals("", answer(new Knock("POST", "faces.example", -1, "https://faces.example", null)));
        assertEquals("", answer(new Knock("POST", "faces.example", 443, "https://faces.example", null)));
        assertEquals("FOREIGN_ORIGIN", answer(new Knock("POST", "faces.example", 443, "http://faces.example", null)));
    }

    private String answer(Knock knock) {
        return door.refusal(knock).map(LikenessException::code).map(Enum::name).orElse("");
    }
}
