package io.likeness.gateway.access;

import io.likeness.contracts.LikenessException;
import io.likeness.contracts.Require;
import io.likeness.gateway.access.AccessConfiguration.Oidc;

/** What holds for the configuration of who is let in. Stateless. */
public final class AccessCheck {
    private static final String OIDC = "likeness.access.oidc.";

    private AccessCheck() {}

    /** @throws LikenessException {@code INVALID_REQUEST}, which does not repeat a key */
    public static void check(AccessConfiguration access) {
        access.firstKey().ifPresent(key -> {
            if (KeyText.parse(key).isEmpty()) {
                throw Require.invalid(
                        "likeness.access.first-key",
                        "'lk_', 12 characters of a-z and 0-9, '_' and 43 characters of base64url",
                        "another text of " + key.length() + " characters");
            }
        });
        Oidc oidc = access.oidc();
        oidc.issuer().ifPresent(issuer -> {
            Issuer.safe(OIDC + "issuer", issuer);
            Require.text(OIDC + "audience", oidc.audience().orElse(null));
            Require.text(OIDC + "tenant-claim", oidc.tenantClaim());
            Require.text(OIDC + "scope-claim", oidc.scopeClaim());
        });
    }
}
