package io.likeness.gateway.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.LikenessException;
import io.likeness.gateway.FakeRegistry;
import io.likeness.testkit.LikenessPlatformResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What one gateway does with a key and another has to know: they share nothing but the database. */
@QuarkusTest
@WithTestResource(value = LikenessPlatformResource.class, initArgs = @ResourceArg(name = "role", value = "gateway"))
@WithTestResource(FakeRegistry.class)
class TwoGatewaysComponentTest {
    @Inject
    Jdbi jdbi;

    @Inject
    Tokens tokens;

    @Test
    void refusesAtOnceWhatAnotherHasRevoked() {
        Key made = new Keys(jdbi).add(Principal.KEYLESS, request(null));
        Shown shown = Shown.of("Bearer " + made.key());
        Gate other = new Gate(jdbi, tokens);
        assertEquals(made.id(), other.who(shown).map(Principal::keyId).orElseThrow());
        String token = other.signIn(String.valueOf(made.key()));
        Shown session = new Shown.Session(token);
        assertTrue(new Gate(jdbi, tokens).who(session).isPresent());

        new Keys(jdbi).revoke(Principal.KEYLESS, made.id());
        LikenessException refused = assertThrows(LikenessException.class, () -> other.who(shown));
        assertEquals(ErrorCode.KEY_INVALID, refused.code());
        assertTrue(other.who(session).isEmpty());
    }

    @Test
    void countsTheRequestsOfAllTogether() {
        Key made = new Keys(jdbi).add(Principal.KEYLESS, request(new Limits(0.1, null, null, null)));
        assertTrue(new Rates(jdbi).take(made.id(), 0.1) instanceof Rates.Taken.Granted);
        assertTrue(new Rates(jdbi).take(made.id(), 0.1) instanceof Rates.Taken.Refused);
    }

    /** At 20 a second and for less than a second at most 40 can be granted; at once, never more than the burst. */
    @Test
    void grantsNoMoreThanABurstToThoseWhoComeAtOnce() {
        Key made = new Keys(jdbi).add(Principal.KEYLESS, request(null));
        List<Rates> gateways = List.of(new Rates(jdbi), new Rates(jdbi));
        long begun = System.nanoTime();
        List<CompletableFuture<Rates.Taken>> asked = IntStream.range(0, 60)
                .mapToObj(i ->
                        CompletableFuture.supplyAsync(() -> gateways.get(i % 2).take(made.id(), 20)))
                .toList();
        long granted = asked.stream()
                .map(CompletableFuture::join)
                .filter(Rates.Taken.Granted.class::isInstance)
                .count();
        double most = 20 + 20 * (System.nanoTime() - begun) / 1e9;
        assertTrue(granted >= 20 && granted <= most + 1, () -> granted + " granted, " + most + " allowed");
    }

    @Test
    void putsTheFirstKeyInPlaceOfAnother() {
        KeyText former = KeyText.random();
        KeyText first = KeyText.random();
        jdbi.useTransaction(transaction -> KeyTable.putFirst(transaction, former));
        jdbi.useTransaction(transaction -> KeyTable.putFirst(transaction, former));
        Gate gate = new Gate(jdbi, tokens);
        assertTrue(gate.who(new Shown.Key(former)).orElseThrow().operator());
        jdbi.useTransaction(transaction -> KeyTable.putFirst(transaction, first));
        assertTrue(gate.who(new Shown.Key(first)).orElseThrow().operator());
        assertThrows(LikenessException.class, () -> gate.who(new Shown.Key(former)));
        // A new secret of the same id takes the place of the old one.
        KeyText changed = new KeyText(first.id(), KeyText.random().secret());
        jdbi.useTransaction(transaction -> KeyTable.putFirst(transaction, changed));
        assertThrows(LikenessException.class, () -> gate.who(new Shown.Key(first)));
        assertEquals(
                changed.id(),
                Objects.requireNonNull(
                        gate.who(new Shown.Key(changed)).orElseThrow().keyId()));
    }

    private static KeyRequest request(@Nullable Limits limits) {
        return new KeyRequest("of a test", null, List.of(Scope.READ), null, limits);
    }
}
