package io.likeness.gateway.access;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.jwk.source.RateLimitReachedException;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import com.nimbusds.jose.util.ResourceRetriever;
import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.Json;
import io.likeness.contracts.LikenessException;
import io.likeness.contracts.Require;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.URL;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An OpenID Connect provider, as far as its public keys go: found by its discovery document (OpenID Connect Discovery 1.0, section 4), kept,
 * and fetched anew when a token names one that is not known, some times a minute at most. Holds the calling thread. Safe for threads.
 */
final class Issuer {
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final int MOST_BYTES = 1 << 20;

    /** Keys are good for so long, and for so long again where the provider is away. */
    private static final Duration FRESH = Duration.ofMinutes(5);

    private static final Duration STALE = Duration.ofHours(4);

    /** How long a provider that did not answer is not asked again. */
    private static final Duration PAUSE = Duration.ofSeconds(5);

    private final ResourceRetriever http =
            new DefaultResourceRetriever((int) PATIENCE.toMillis(), (int) PATIENCE.toMillis(), MOST_BYTES);
    private final URI address;
    private @Nullable JWKSource<SecurityContext> keys;
    private @Nullable Instant failedAt;

    /** @throws LikenessException {@code INVALID_REQUEST} for an address over which anybody could send keys */
    Issuer(URI address) {
        this.address = safe("likeness.access.oidc.issuer", address);
    }

    String name() {
        return address.toString();
    }

    /** @throws LikenessException {@code ISSUER_UNAVAILABLE} */
    List<JWK> keys(JWKSelector wanted) {
        try {
            return source().get(wanted, null);
        } catch (RateLimitReachedException e) {
            // Somebody names keys that there are not.
            return List.of();
        } catch (KeySourceException e) {
            throw away(e);
        }
    }

    private synchronized JWKSource<SecurityContext> source() {
        if (keys != null) {
            return keys;
        }
        if (failedAt != null && Instant.now().isBefore(failedAt.plus(PAUSE))) {
            throw away(null);
        }
        try {
            keys = discover();
            return keys;
        } catch (IOException | LikenessException e) {
            failedAt = Instant.now();
            throw away(e);
        }
    }

    private JWKSource<SecurityContext> discover() throws IOException {
        String base = name().endsWith("/") ? name() : name() + "/";
        URL document = URI.create(base + ".well-known/openid-configuration").toURL();
        JsonNode found = Json.tree(http.retrieveResource(document).getContent().getBytes(UTF_8));
        Require.oneOf("issuer", found.path("issuer").asText(), List.of(name()));
        URI set = safe("jwks_uri", uri(found.path("jwks_uri").asText()));
        return JWKSourceBuilder.create(set.toURL(), http)
                .cache(FRESH.toMillis(), 2 * PATIENCE.toMillis())
                .retrying(true)
                .outageTolerant(STALE.toMillis())
                .build();
    }

    private static URI uri(String text) {
        try {
            return URI.create(text);
        } catch (IllegalArgumentException e) {
            throw Require.invalid("jwks_uri", "a URI", "'" + text + "'");
        }
    }

    static URI safe(String field, URI address) {
        boolean https = "https".equals(address.getScheme()) && address.getHost() != null;
        if (!https && !("http".equals(address.getScheme()) && loopback(address.getHost()))) {
            throw Require.invalid(field, "https, or http on the loopback", "'" + address + "'");
        }
        return address;
    }

    private static boolean loopback(@Nullable String host) {
        try {
            return host != null && InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }

    private LikenessException away(@Nullable Exception cause) {
        return new LikenessException(
                ErrorCode.ISSUER_UNAVAILABLE, "the issuer of tokens, " + name() + ", did not answer", cause);
    }
}
