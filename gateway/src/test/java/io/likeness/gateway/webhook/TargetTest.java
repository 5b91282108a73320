package io.likeness.gateway.webhook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.likeness.contracts.LikenessException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class TargetTest {

    @ParameterizedTest
    @CsvSource({
        "https://example.com, https://example.com/",
        "https://example.com:8443/a?b=c, https://example.com:8443/a?b=c",
        "HTTPS://EXAMPLE.com/A, https://example.com/A",
        "https://8.8.8.8/, https://8.8.8.8/",
        "https://[2606:4700::1111]/, https://[2606:4700::1111]/",
        "https://bücher.example/, https://xn--bcher-kva.example/",
        "https://xn--bcher-kva.example/, https://xn--bcher-kva.example/",
        "https://1und1.example/, https://1und1.example/",
        "https://0xcafe.example/, https://0xcafe.example/",
        "https://10.example/, https://10.example/",
        "https:///a.example, https://a.example/",
        "https:\\a.example\\b, https://a.example/b",
        "https://@a.example/, https://a.example/",
        // An address in another script is that address, and is checked as that.
        "https://１２７.0.0.1/, https://127.0.0.1/",
        "https://[::ffff:127.0.0.1]/, https://127.0.0.1/"
    })
    void readsAsTheClientDoesThatCalls(String text, String canonical) {
        assertEquals(canonical, Target.parse("url", text, false).text());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://2130706433/",
                "https://127.1/",
                "https://127.0.1/",
                "https://0x7f.0.0.1/",
                "https://0x7f000001/",
                "https://0X7F.0.0.1/",
                "https://0177.0.0.1/",
                "https://017700000001/",
                "https://127.0.0.01/",
                "https://127.0.0.256/",
                "https://1.2.3.4.5/",
                "https://999/",
                "https://0x/",
                "https://0/",
                "https://a.0x7f/",
                "https://a.1/",
                "https://127.0.0.1./",
                "https://localhost./",
                "https://example.com./"
            })
    void refusesHostsThatAreReadInDifferentWays(String text) {
        String message = refusal(text, false);
        assertTrue(
                message.startsWith("url: expected a name, or an IPv4 address as four decimal numbers, found '")
                        || message.startsWith("url: expected a host without a dot at its end, found '"),
                message);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "example.com",
                "/likeness",
                "ftp://example.com/",
                "file:///etc/passwd",
                "gopher://example.com/",
                "https://",
                "https://[fe80::1%25eth0]/",
                "https://[fe80::1%eth0]/",
                "https://[::1/",
                "https://exa mple.com/",
                "https://example.com:65536/",
                "https://example.com:0/",
                "https://a..b/",
                "http://example.com/"
            })
    void refusesWhatIsNoAddressOfTheRightKind(String text) {
        assertEquals("url: expected an absolute https URL, found '" + text + "'", refusal(text, false));
    }

    @Test
    void refusesUsersAndFragmentsWithoutRepeatingAPassword() {
        assertEquals(
                "url: expected none with a user or a password, found one with them", refusal("https://a:b@c.d/", true));
        assertEquals(
                "url: expected none with a user or a password, found one with them", refusal("https://a@c.d/", true));
        assertEquals("url: expected none with a fragment, found '#e'", refusal("https://c.d/#e", true));
        assertEquals("url: expected none with a fragment, found '#'", refusal("https://c.d/#", true));
    }

    @Test
    void takesHttpOnlyWhereItIsAllowed() {
        assertEquals("http://c.d/", Target.parse("url", "http://c.d/", true).text());
        assertEquals("url: expected an absolute http or https URL, found 'ws://c.d/'", refusal("ws://c.d/", true));
    }

    @Test
    void boundsItsLength() {
        String longest = "https://c.d/" + "a".repeat(1988);
        assertEquals(longest, Target.parse("url", longest, false).text());
        assertEquals("url: expected 1 to 2000 characters, found 2001", refusal(longest + "a", false));
        assertEquals("url: expected 1 to 2000 characters, found 0", refusal("", false));
    }

    private static String refusal(String text, boolean allowHttp) {
        return String.valueOf(assertThrows(LikenessException.class, () -> Target.parse("url", text, allowHttp))
                .getMessage());
    }
}
