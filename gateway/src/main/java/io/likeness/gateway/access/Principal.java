package io.likeness.gateway.access;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who asks.
 *
 * @param keyId of the key that was shown; absent where none was needed
 */
public record Principal(Tenant tenant, @Nullable String keyId, Set<Scope> scopes) {
    /** Whoever is let in without a key. */
    public static final Principal KEYLESS = new Principal(Tenant.MAIN, null, Set.of(Scope.ADMIN));

    public Principal {
        scopes = Set.copyOf(scopes);
    }

    public boolean may(Scope needed) {
        return scopes.stream().anyMatch(scope -> scope.covers(needed));
    }
}
