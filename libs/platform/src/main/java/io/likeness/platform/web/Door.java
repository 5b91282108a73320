package io.likeness.platform.web;

import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.LikenessException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Tells a caller of this machine from a page of somebody else's in its browser: by the name that the request was addressed to, which
 * a rebound DNS name gives away, and by what browsers say of the page that sends it. Programs say nothing of a page and pass.
 *
 * @param hosts names beside those of the loopback, in lower case
 * @param origins of pages beside the service's own that may change something
 */
record Door(Set<String> hosts, Set<String> origins) {
    private static final Pattern LOOPBACK = Pattern.compile("localhost|.+\\.localhost|127(\\.\\d{1,3}){3}|::1");
    private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");
    private static final Set<String> OWN_SITE = Set.of("same-origin", "none");

    Door {
        hosts = hosts.stream().map(Door::plain).collect(Collectors.toUnmodifiableSet());
        origins = Set.copyOf(origins);
    }

    /**
     * What a request says of itself.
     *
     * @param host the name it was addressed to, without the port
     * @param port of that address, negative where none was named
     * @param origin of the page that sent it
     * @param fetchSite how that page stands to this service
     */
    record Knock(
            String method,
            @Nullable String host,
            int port,
            @Nullable String origin,
            @Nullable String fetchSite) {}

    /** Why a request is not let in, empty where it is. */
    Optional<LikenessException> refusal(Knock knock) {
        String host = knock.host() == null ? "" : plain(knock.host());
        if (!LOOPBACK.matcher(host).matches() && !hosts.contains(host)) {
            return Optional.of(new LikenessException(
                    ErrorCode.FOREIGN_HOST,
                    "Host: expected a name of the loopback or one of likeness.door.hosts, found '" + host + "'"));
        }
        if (READING.contains(knock.method()) || origins.contains(String.valueOf(knock.origin()))) {
            return Optional.empty();
        }
        if (knock.fetchSite() != null && !OWN_SITE.contains(knock.fetchSite())) {
            return Optional.of(foreign("Sec-Fetch-Site: expected same-origin, found '" + knock.fetchSite() + "'"));
        }
        if (knock.origin() != null && !own(knock.origin(), host, knock.port())) {
            return Optional.of(foreign("Origin: expected that of this service or one of likeness.door.origins, found '"
                    + knock.origin() + "'"));
        }
        return Optional.empty();
    }

    private static boolean own(String origin, String host, int port) {
        try {
            URI page = new URI(origin);
            int usual = "https".equals(page.getScheme()) ? 443 : 80;
            return page.getHost() != null
                    && plain(page.getHost()).equals(host)
                    && (page.getPort() < 0 ? usual : page.getPort()) == (port < 0 ? usual : port);
        } catch (URISyntaxException e) {
            return false;
        }
    }

    private static LikenessException foreign(String detail) {
        return new LikenessException(ErrorCode.FOREIGN_ORIGIN, detail);
    }

    private static String plain(String host) {
        String name = host.toLowerCase(Locale.ROOT);
        if (name.startsWith("[") && name.endsWith("]")) {
            return name.substring(1, name.length() - 1);
        }
        return name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
    }
}
