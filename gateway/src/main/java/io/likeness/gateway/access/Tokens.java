package io.likeness.gateway.access;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKMatcher;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.jwt.proc.BadJWTException;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import io.likeness.contracts.LikenessException;
import io.likeness.gateway.access.AccessConfiguration.Oidc;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.text.ParseException;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes JSON Web Tokens (RFC 7519) of one OpenID Connect provider for keys, where the configuration names it: signed with an asymmetric
 * algorithm by one of the provider's keys, made for this system, in force. The provider says of which tenant somebody is and what they
 * may, also that they are the operator. Holds the calling thread. Safe for threads.
 */
@Singleton
public class Tokens {
    /** A token that a public key could have made, as with HMAC, or nobody, as with none, is of none of these. */
    private static final Set<JWSAlgorithm> ALGORITHMS = Set.of(
            JWSAlgorithm.RS256,
            JWSAlgorithm.RS384,
            JWSAlgorithm.RS512,
            JWSAlgorithm.PS256,
            JWSAlgorithm.PS384,
            JWSAlgorithm.PS512,
            JWSAlgorithm.ES256,
            JWSAlgorithm.ES384,
            JWSAlgorithm.ES512,
            JWSAlgorithm.EdDSA,
            JWSAlgorithm.Ed25519);

    /** Of RFC 9068, of plain tokens, and of providers that say nothing. */
    private static final Set<String> TYPES = Set.of("jwt", "at+jwt", "application/at+jwt");

    private static final Logger LOG = LoggerFactory.getLogger(Tokens.class);
    private static final Duration LEEWAY = Duration.ofSeconds(60);
    private static final String WORDS_BEGIN = "likeness:";
    private static final int LONGEST = 16_384;

    private final Oidc configuration;
    private final @Nullable Issuer issuer;

    @Inject
    public Tokens(AccessConfiguration configuration) {
        this(configuration.oidc());
    }

    Tokens(Oidc configuration) {
        this.configuration = configuration;
        this.issuer = configuration.issuer().map(Issuer::new).orElse(null);
    }

    /** @throws LikenessException {@code KEY_INVALID}, or {@code ISSUER_UNAVAILABLE} */
    Principal require(String text) {
        if (issuer == null || text.length() > LONGEST) {
            throw Gate.invalid();
        }
        try {
            return principal(verified(SignedJWT.parse(text), issuer));
        } catch (ParseException | JOSEException | BadJWTException e) {
            LOG.debug("a token is refused", e);
            throw Gate.invalid();
        }
    }

    private JWTClaimsSet verified(SignedJWT token, Issuer by) throws ParseException, JOSEException, BadJWTException {
        JWSHeader header = token.getHeader();
        if (!ALGORITHMS.contains(header.getAlgorithm()) || header.getCriticalParams() != null || !type(header)) {
            throw new BadJWTException("header: expected one of " + ALGORITHMS + ", found " + header);
        }
        boolean signed = false;
        for (JWK key : by.keys(new JWKSelector(JWKMatcher.forJWSHeader(header)))) {
            signed |= signedBy(key, token);
        }
        if (!signed) {
            throw new BadJWTException("signature: expected one by a key of the issuer, found none");
        }
        JWTClaimsSet claims = token.getJWTClaimsSet();
        claimsOf(by).verify(claims, null);
        return claims;
    }

    private DefaultJWTClaimsVerifier<?> claimsOf(Issuer by) {
        DefaultJWTClaimsVerifier<?> verifier = new DefaultJWTClaimsVerifier<>(
                configuration.audience().orElseThrow(),
                new JWTClaimsSet.Builder().issuer(by.name()).build(),
                Set.of("exp"));
        verifier.setMaxClockSkew((int) LEEWAY.toSeconds());
        return verifier;
    }

    private static boolean type(JWSHeader header) {
        return header.getType() == null
                || TYPES.contains(header.getType().getType().toLowerCase(Locale.ROOT));
    }

    private static boolean signedBy(JWK key, SignedJWT token) throws JOSEException {
        if (key instanceof RSAKey rsa) {
            return token.verify(new RSASSAVerifier(rsa));
        }
        if (key instanceof ECKey curve) {
            return token.verify(new ECDSAVerifier(curve));
        }
        return key instanceof OctetKeyPair pair
                && Ed25519Signature.verifies(
                        pair, token.getSigningInput(), token.getSignature().decode());
    }

    private Principal principal(JWTClaimsSet claims) throws ParseException, BadJWTException {
        String tenant = claims.getStringClaim(configuration.tenantClaim());
        Set<Scope> scopes = EnumSet.noneOf(Scope.class);
        words(claims.getClaim(configuration.scopeClaim()))
                .filter(word -> word.startsWith(WORDS_BEGIN))
                .map(word -> Scope.of(word.substring(WORDS_BEGIN.length())))
                .flatMap(Optional::stream)
                .forEach(scopes::add);
        if (tenant == null) {
            throw new BadJWTException("the token names no tenant");
        }
        try {
            return new Principal(new Tenant(tenant), null, scopes);
        } catch (LikenessException e) {
            throw new BadJWTException("the token's tenant has no tenant's name", e);
        }
    }

    private static Stream<String> words(@Nullable Object claim) {
        return switch (claim) {
            case String text -> Arrays.stream(text.split(" "));
            case List<?> list -> list.stream().map(String::valueOf);
            case null, default -> Stream.empty();
        };
    }
}
