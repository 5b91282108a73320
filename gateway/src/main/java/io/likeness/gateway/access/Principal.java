package io.likeness.gateway.access;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who asks.
 *
 * @param keyId of the key that was shown; absent where none was needed or a token was shown
 */
public record Principal(Tenant tenant, @Nullable String keyId, Set<Scope> scopes, Limits limits) {
    /** Whoever is let in without a key. */
    public static final Principal KEYLESS = new Principal(Tenant.MAIN, null, Set.of(Scope.ADMIN));

    public Principal {
        scopes = Set.copyOf(scopes);
    }

    /** One without limits. */
    public Principal(Tenant tenant, @Nullable String keyId, Set<Scope> scopes) {
        this(tenant, keyId, scopes, Limits.NONE);
    }

    /** The same, of whom nothing is counted against a limit: what has to be done whatever it takes. */
    public Principal unlimited() {
        return new Principal(tenant, keyId, scopes);
    }

    public boolean may(Scope needed) {
        return scopes.stream().anyMatch(scope -> scope.covers(needed));
    }

    /** Whether it runs the system, and not a tenant's part of it alone. */
    public boolean operator() {
        return tenant.equals(Tenant.MAIN) && may(Scope.ADMIN);
    }
}
