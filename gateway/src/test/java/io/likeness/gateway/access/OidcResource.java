package io.likeness.gateway.access;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.RSAKey;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A gateway as it is run for others: a key is required, the operator's first is configured, and a provider's tokens are taken. */
public final class OidcResource implements QuarkusTestResourceLifecycleManager {
    private final KeyText first = KeyText.random();
    private @Nullable TestIssuer issuer;
    private @Nullable RSAKey key;

    @Override
    public Map<String, String> start() {
        try {
            issuer = TestIssuer.start();
            key = TestIssuer.rsa("first");
            issuer.publish(key);
            return Map.of(
                    "likeness.access.without-key",
                    "refused",
                    "likeness.access.first-key",
                    first.text(),
                    "likeness.access.oidc.issuer",
                    issuer.address().toString(),
                    "likeness.access.oidc.audience",
                    TestIssuer.AUDIENCE);
        } catch (IOException | JOSEException e) {
            throw new IllegalStateException("no issuer", e);
        }
    }

    public String firstKey() {
        return first.text();
    }

    /** A token for a tenant. */
    public String token(String tenant, String scopes) {
        try {
            return TestIssuer.signed(
                    Objects.requireNonNull(key),
                    Objects.requireNonNull(issuer)
                            .claims()
                            .claim("tenant", tenant)
                            .claim("scope", scopes)
                            .build());
        } catch (JOSEException e) {
            throw new IllegalStateException("no token", e);
        }
    }

    @Override
    public void inject(TestInjector injector) {
        injector.injectIntoFields(this, new TestInjector.MatchesType(OidcResource.class));
    }

    @Override
    public void stop() {
        if (issuer != null) {
            issuer.close();
        }
    }
}
