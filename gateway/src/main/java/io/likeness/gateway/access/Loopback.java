package io.likeness.gateway.access;

import io.likeness.gateway.access.AccessConfiguration.WithoutKey;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.SocketAddress;
import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Set;

/** Tells whether a request may do without a key: from this machine, with nobody between, where the configuration says so. Safe for threads. */
@Singleton
public class Loopback {
    private static final Set<String> OF_PROXIES = Set.of("forwarded", "x-real-ip", "via");
    private static final String FORWARDED = "x-forwarded-";

    private final boolean allowed;

    public Loopback(AccessConfiguration configuration) {
        this.allowed = configuration.withoutKey() == WithoutKey.LOOPBACK;
    }

    boolean letsIn(HttpServerRequest request) {
        return allowed
                && here(request.remoteAddress())
                && request.headers().names().stream().noneMatch(Loopback::ofProxy);
    }

    private static boolean ofProxy(String header) {
        String name = header.toLowerCase(Locale.ROOT);
        return OF_PROXIES.contains(name) || name.startsWith(FORWARDED);
    }

    private static boolean here(SocketAddress address) {
        try {
            String number = address.hostAddress();
            return number != null && InetAddress.getByName(number).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }
}
