package io.likeness.gateway.access;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.util.Optional;

/** Who is let in. */
@ConfigMapping(prefix = "likeness.access")
public interface AccessConfiguration {
    /** Whether somebody may do without a key: {@code refused}, nobody; {@code loopback}, whoever asks from this machine, with no proxy between. They are the operator then. */
    @WithDefault("refused")
    WithoutKey withoutKey();

    /**
     * The operator's first key, as a whole: {@code lk_}, 12 characters of a-z and 0-9, {@code _}, 43 characters of base64url. Another one in its place revokes it. Default: none, and the
     * one before stays.
     */
    Optional<String> firstKey();

    /** Tokens of an OpenID Connect provider, beside keys. */
    Oidc oidc();

    /** Who is let in without a key. */
    enum WithoutKey {
        REFUSED,
        LOOPBACK
    }

    /** Whose tokens are taken, and what of them is read. */
    interface Oidc {
        /** The provider, as its tokens name it: https, or http on the loopback; its discovery document is below it. Default: none, and no tokens are taken. */
        Optional<URI> issuer();

        /** For whom a token has to be made. Needed with an issuer. */
        Optional<String> audience();

        /** Which claim names the tenant. */
        @WithDefault("tenant")
        String tenantClaim();

        /** Which claim has the scopes, such as {@code likeness:read}: a text with spaces between, or a list. */
        @WithDefault("scope")
        String scopeClaim();
    }
}
