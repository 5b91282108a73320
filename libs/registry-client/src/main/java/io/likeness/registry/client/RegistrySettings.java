package io.likeness.registry.client;

import io.likeness.contracts.Require;
import java.net.URI;
import java.time.Duration;

/**
 * Where model-registry is and how much patience there is with it.
 *
 * @param url its base address, such as {@code http://127.0.0.1:8083}
 * @param connectTimeout how long to wait for a connection, 10 ms to 10 s
 * @param deadline of a whole call: connections, answers to their last byte, pauses and attempts; 10 ms to 5 min
 * @param attempts how often a call is tried within its deadline, 1 to 10
 * @param backoff the longest pause before the second attempt, 1 ms to 10 s; it doubles with each further one
 * @param mostBytes that an answer may have, 1 KiB to 64 MiB
 */
public record RegistrySettings(
        URI url, Duration connectTimeout, Duration deadline, int attempts, Duration backoff, long mostBytes) {
    public static final String CONNECT_TIMEOUT = "500ms";
    public static final String ATTEMPTS = "3";
    public static final String BACKOFF = "100ms";
    public static final String MOST_BYTES = "8M";

    private static final String KEYS = "likeness.registry.";

    public RegistrySettings {
        requireAddress(url);
        between("connect-timeout", connectTimeout, Duration.ofMillis(10), Duration.ofSeconds(10));
        between("deadline", deadline, Duration.ofMillis(10), Duration.ofMinutes(5));
        Require.between(KEYS + "attempts", attempts, 1, 10);
        between("backoff", backoff, Duration.ofMillis(1), Duration.ofSeconds(10));
        Require.between(KEYS + "most-bytes", mostBytes, 1 << 10, 64 << 20);
    }

    /** The address of a path that begins with a slash, below that of the registry. */
    URI resolve(String path) {
        String base = url.toString();
        return URI.create((base.endsWith("/") ? base.substring(0, base.length() - 1) : base) + path);
    }

    private static void requireAddress(URI url) {
        boolean http = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
        if (!http || url.getHost() == null) {
            throw Require.invalid(KEYS + "url", "an address of http or https with a host", "'" + url + "'");
        }
    }

    private static void between(String key, Duration found, Duration least, Duration most) {
        if (found.compareTo(least) < 0 || found.compareTo(most) > 0) {
            throw Require.invalid(KEYS + key, least + " to " + most, found.toString());
        }
    }
}
