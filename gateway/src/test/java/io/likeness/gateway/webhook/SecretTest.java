package io.likeness.gateway.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.likeness.contracts.LikenessException;
import java.time.Instant;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SecretTest {
    /** The vector of the tests of the reference libraries of Standard Webhooks. */
    private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    private static final String ID = "msg_p5jXN8AQM9LWM0D4loKWxJek";
    private static final long TIMESTAMP = 1_614_265_330;
    private static final byte[] BODY = "{\"test\": 2432232314}".getBytes(UTF_8);
    private static final String SIGNATURE = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";

    @Test
    void signsAsTheReferenceLibrariesDo() {
        assertEquals(SIGNATURE, Secret.parse("secret", SECRET).sign(ID, TIMESTAMP, BODY));
    }

    @Test
    void signsWithTheSecretBeforeUntilItsTimeIsOver() {
        Secret newest = Secret.random();
        Secret before = Secret.parse("secret", SECRET);
        String own = newest.sign(ID, TIMESTAMP, BODY);
        Instant at = Instant.ofEpochSecond(TIMESTAMP);
        assertEquals(
                own + " " + SIGNATURE, row(newest, before, at.plusSeconds(1)).sign(ID, TIMESTAMP, BODY));
        assertEquals(own, row(newest, before, at).sign(ID, TIMESTAMP, BODY));
    }

    @Test
    void isDrawnAnewEachTimeAndReadsBack() {
        Secret one = Secret.random();
        assertEquals(32, one.key().length);
        assertEquals(one.text(), Secret.parse("secret", one.text()).text());
        assertNotEquals(one.text(), Secret.random().text());
    }

    @Test
    void isNotToldByAccident() {
        Secret secret = Secret.parse("secret", SECRET);
        assertFalse(secret.toString().contains("MfKQ"));
        assertFalse(row(secret, secret, Instant.now()).toString().contains("MfKQ"));
        assertFalse(new WebhookRequest("https://a.example", null, null, SECRET)
                .toString()
                .contains("MfKQ"));
        assertFalse(new RotationRequest(SECRET, null).toString().contains("MfKQ"));
    }

    @ParameterizedTest
    @ValueSource(ints = {24, 64})
    void takesKeysOfTheirBounds(int bytes) {
        assertEquals(bytes, Secret.parse("secret", text(bytes)).key().length);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 23, 65})
    void refusesKeysBeyondTheirBounds(int bytes) {
        assertRefused(text(bytes), "that of " + bytes + " bytes");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "whsec_!fKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "whsk_x"})
    void refusesWhatIsNoSecretWithoutRepeatingIt(String text) {
        assertRefused(text, "another text of " + text.length() + " characters");
    }

    private static void assertRefused(String text, String found) {
        LikenessException refused = assertThrows(LikenessException.class, () -> Secret.parse("secret", text));
        String message = String.valueOf(refused.getMessage());
        assertEquals("secret: expected 'whsec_' and the base64 of 24 to 64 bytes, found " + found, message);
        assertTrue(text.length() < 10 || !message.contains(text.substring(6)), message);
    }

    private static String text(int bytes) {
        return "whsec_" + Base64.getEncoder().encodeToString(new byte[bytes]);
    }

    private static WebhookRow row(Secret secret, Secret former, Instant formerUntil) {
        Instant now = Instant.now();
        return new WebhookRow(
                "id", "https://a.example/", null, null, secret, former, formerUntil, true, null, null, now, now);
    }
}
