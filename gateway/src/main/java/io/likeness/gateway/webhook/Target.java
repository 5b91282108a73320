package io.likeness.gateway.webhook;

import io.likeness.contracts.LikenessException;
import io.likeness.contracts.Require;
import java.util.regex.Pattern;
import okhttp3.HttpUrl;

/**
 * Where a webhook is called: an address as the client that calls it reads it, so that no other reading of it is checked. Any port may be named.
 *
 * @param url in its canonical form
 */
record Target(HttpUrl url) {
    static final int LONGEST = 2000;

    /** An IPv4 address in another form than four decimal numbers is read in different ways by different programs. */
    private static final Pattern NUMERIC = Pattern.compile("(.*\\.)?(\\d+|0x[0-9a-f]*)");

    private static final Pattern PLAIN =
            Pattern.compile("(?:(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)(?:\\.(?!$)|$)){4}");

    /** @throws LikenessException {@code INVALID_REQUEST} naming the field, what is allowed and what was found */
    static Target parse(String field, String text, boolean allowHttp) {
        if (text.isEmpty() || text.length() > LONGEST) {
            throw Require.invalid(field, "1 to " + LONGEST + " characters", Integer.toString(text.length()));
        }
        HttpUrl url = HttpUrl.parse(text);
        String schemes = allowHttp ? "an absolute http or https URL" : "an absolute https URL";
        if (url == null || !(allowHttp || url.isHttps())) {
            throw Require.invalid(field, schemes, "'" + text + "'");
        }
        if (!url.encodedUsername().isEmpty() || !url.encodedPassword().isEmpty()) {
            throw Require.invalid(field, "none with a user or a password", "one with them");
        }
        if (url.encodedFragment() != null) {
            throw Require.invalid(field, "none with a fragment", "'#" + url.encodedFragment() + "'");
        }
        requireHost(field, url.host());
        if (url.toString().length() > LONGEST) {
            throw Require.invalid(
                    field,
                    "1 to " + LONGEST + " characters, percent-encoded where they have to be",
                    Integer.toString(url.toString().length()));
        }
        return new Target(url);
    }

    private static void requireHost(String field, String host) {
        if (host.endsWith(".")) {
            throw Require.invalid(field, "a host without a dot at its end", "'" + host + "'");
        }
        if (NUMERIC.matcher(host).matches() && !PLAIN.matcher(host).matches()) {
            throw Require.invalid(field, "a name, or an IPv4 address as four decimal numbers", "'" + host + "'");
        }
    }

    /** As it is stored. */
    String text() {
        return url.toString();
    }
}
