package io.likeness.gateway.access;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.LikenessException;
import io.likeness.gateway.access.AccessConfiguration.Oidc;
import java.io.IOException;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tokens of a provider that is asked over HTTP. */
final class TokensTest {
    private final TestIssuer issuer = TestIssuer.start();
    private final RSAKey key = TestIssuer.rsa("first");
    private final Tokens tokens = new Tokens(configuration(issuer.address()));

    TokensTest() throws IOException, JOSEException {}

    @BeforeEach
    void publish() {
        issuer.publish(key);
    }

    @AfterEach
    void close() {
        issuer.close();
    }

    @Test
    void takesTheTenantAndTheScopesFromTheClaims() throws JOSEException {
        Principal principal = tokens.require(signed(issuer.claims()));
        assertEquals(new Principal(new Tenant("acme"), null, Set.of(Scope.TRAIN)), principal);
        List<String> list = List.of("likeness:read", "likeness:generate", "likeness:fly", "admin");
        assertEquals(
                Set.of(Scope.READ, Scope.GENERATE),
                tokens.require(signed(issuer.claims().claim("scope", list))).scopes());
        assertEquals(
                Set.of(),
                tokens.require(signed(issuer.claims().claim("scope", null))).scopes());
        assertEquals(1, issuer.fetched());
    }

    @Test
    void takesEveryAsymmetricSignature() throws JOSEException, GeneralSecurityException {
        var curve = TestIssuer.curve("curve");
        KeyPair edwards = TestIssuer.edwards();
        issuer.publish(key, curve, TestIssuer.published(edwards, "edwards"));
        JWTClaimsSet claims = issuer.claims().build();
        assertEquals("acme", tenant(TestIssuer.signed(curve, claims)));
        assertEquals("acme", tenant(TestIssuer.signed(edwards, "edwards", claims)));
        assertEquals("acme", tenant(TestIssuer.signed(key, claims)));
        assertRefused(TestIssuer.signed(TestIssuer.edwards(), "edwards", claims));
        assertRefused(TestIssuer.signed(TestIssuer.curve("curve"), claims));
    }

    @Test
    void fetchesTheKeysAnewWhenTheyHaveRotated() throws JOSEException {
        assertEquals("acme", tenant(signed(issuer.claims())));
        RSAKey second = TestIssuer.rsa("second");
        issuer.publish(second);
        assertEquals("acme", tenant(TestIssuer.signed(second, issuer.claims().build())));
        assertEquals(2, issuer.fetched());
        assertRefused(signed(issuer.claims()));
    }

    @Test
    void asksNoMoreThanNowAndThenForKeysThatThereAreNot() throws JOSEException {
        RSAKey unknown = TestIssuer.rsa("unknown");
        for (int i = 0; i < 20; i++) {
            assertRefused(TestIssuer.signed(unknown, issuer.claims().build()));
        }
        assertTrue(issuer.fetched() <= 3, () -> "asked " + issuer.fetched() + " times");
        assertEquals("acme", tenant(signed(issuer.claims())));
    }

    @Test
    void refusesWhatWasMadeForOthersOrByOthers() throws JOSEException {
        assertRefused(signed(issuer.claims().audience("another")));
        assertRefused(signed(issuer.claims().audience((String) null)));
        assertRefused(signed(issuer.claims().issuer("https://evil.example")));
        assertRefused(TestIssuer.signed(TestIssuer.rsa("first"), issuer.claims().build()));
        assertEquals("acme", tenant(signed(issuer.claims().audience(List.of("another", TestIssuer.AUDIENCE)))));
    }

    @Test
    void refusesWhatIsNotInForceWithAMinuteOfLeeway() throws JOSEException {
        assertRefused(signed(issuer.claims().expirationTime(in(-70))));
        assertRefused(signed(issuer.claims().expirationTime(null)));
        assertRefused(signed(issuer.claims().notBeforeTime(in(70))));
        assertEquals("acme", tenant(signed(issuer.claims().expirationTime(in(-50)))));
        assertEquals("acme", tenant(signed(issuer.claims().notBeforeTime(in(50)))));
    }

    @Test
    void refusesWhatNobodyOrEverybodyCouldHaveSigned() throws JOSEException {
        JWTClaimsSet claims = issuer.claims().build();
        assertRefused(new PlainJWT(claims).serialize());
        String header = Base64URL.encode("{\"alg\":\"none\",\"kid\":\"first\"}").toString();
        assertRefused(header + "." + Base64URL.encode(claims.toString()) + ".");
        SignedJWT forged = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.HS256).keyID("first").build(), claims);
        forged.sign(new MACSigner(key.toRSAPublicKey().getEncoded()));
        assertRefused(forged.serialize());
        SignedJWT ofThePublished = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.HS256).keyID("first").build(), claims);
        ofThePublished.sign(new MACSigner(key.toPublicJWK().toJSONString().getBytes(UTF_8)));
        assertRefused(ofThePublished.serialize());
    }

    @Test
    void refusesWhatNamesNoTenant() throws JOSEException {
        assertRefused(signed(issuer.claims().claim("tenant", null)));
        assertRefused(signed(issuer.claims().claim("tenant", "No Name")));
        assertRefused(signed(issuer.claims().claim("tenant", List.of("acme"))));
        assertRefused("a.b.c");
        assertRefused("x".repeat(20_000));
    }

    @Test
    void tellsAProviderThatIsAwayFromATokenThatIsWrong() throws JOSEException {
        String token = signed(issuer.claims());
        issuer.close();
        assertEquals(ErrorCode.ISSUER_UNAVAILABLE, refusal(token).code());
        assertEquals(ErrorCode.ISSUER_UNAVAILABLE, refusal(token).code());
    }

    @Test
    void goesOnWithTheKeysThatItHasWhileTheProviderIsAway() throws JOSEException {
        assertEquals("acme", tenant(signed(issuer.claims())));
        issuer.close();
        assertEquals("acme", tenant(signed(issuer.claims())));
    }

    @Test
    void asksNobodyOverAnOpenWire() {
        URI open = URI.create("http://id.example");
        assertThrows(LikenessException.class, () -> Issuer.safe("issuer", open));
        assertEquals(URI.create("https://id.example"), Issuer.safe("issuer", URI.create("https://id.example")));
    }

    private String tenant(String token) {
        return tokens.require(token).tenant().name();
    }

    private String signed(JWTClaimsSet.Builder claims) throws JOSEException {
        return TestIssuer.signed(key, claims.build());
    }

    private void assertRefused(String token) {
        assertEquals(ErrorCode.KEY_INVALID, refusal(token).code());
    }

    private LikenessException refusal(String token) {
        return assertThrows(LikenessException.class, () -> tokens.require(token));
    }

    private static Date in(int seconds) {
        return Date.from(Instant.now().plusSeconds(seconds));
    }

    private static Oidc configuration(URI address) {
        return new Oidc() {
            @Override
            public Optional<URI> issuer() {
                return Optional.of(address);
            }

            @Override
            public Optional<String> audience() {
                return Optional.of(TestIssuer.AUDIENCE);
            }

            @Override
            public String tenantClaim() {
                return "tenant";
            }

            @Override
            public String scopeClaim() {
                return "scope";
            }
        };
    }
}
