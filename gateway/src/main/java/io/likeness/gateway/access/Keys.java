package io.likeness.gateway.access;

import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.LikenessException;
import io.likeness.contracts.Require;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** Makes, shows and revokes keys: each tenant's admins those of their tenant, the operator everybody's. Safe for threads. */
@Singleton
public class Keys {
    private static final int MOST_PER_TENANT = 200;

    /** More than may be valid: those that are revoked are shown, too, as long as they are kept. */
    private static final int MOST_SHOWN = 1000;

    private static final Duration KEPT = Duration.ofDays(90);

    private final Jdbi jdbi;

    public Keys(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /**
     * Makes a key that may no more than whoever asks; the answer alone shows it.
     *
     * @throws LikenessException {@code INVALID_REQUEST}, {@code SCOPE_MISSING}, or {@code STATE_CONFLICT} where there are as many as may be
     */
    Key add(Principal maker, KeyRequest request) {
        Tenant tenant = tenant(maker, request.tenant());
        List<Scope> scopes = Require.present("scopes", request.scopes());
        scopes.stream().filter(scope -> !maker.may(scope)).findFirst().ifPresent(scope -> {
            throw Need.missing("scopes that the key itself has", scope.word());
        });
        Limits limits = limits(maker, request.limits() == null ? Limits.NONE : request.limits());
        KeyText text = KeyText.random();
        return jdbi.inTransaction(transaction -> {
            KeyTable.forget(transaction, KEPT);
            int count = KeyTable.countAlone(transaction, tenant);
            if (count >= MOST_PER_TENANT) {
                throw new LikenessException(
                        ErrorCode.STATE_CONFLICT,
                        "keys: expected at most %d of a tenant, found %d already".formatted(MOST_PER_TENANT, count));
            }
            Instant expiry = expiry(transaction, maker, request.expiry());
            KeyTable.insert(
                    transaction,
                    text,
                    Require.text("name", request.name()),
                    tenant,
                    EnumSet.copyOf(scopes),
                    limits,
                    expiry);
            return Key.shown(require(transaction, maker, text.id()), text);
        });
    }

    /** @param tenant absent for that of whoever asks */
    List<Key> newest(Principal asking, @Nullable String tenant) {
        Tenant whose = tenant(asking, tenant);
        return jdbi.withHandle(handle -> KeyTable.newest(handle, whose, MOST_SHOWN)).stream()
                .map(Key::of)
                .toList();
    }

    /** @throws LikenessException {@code NOT_FOUND}, also for another tenant's */
    Key require(Principal asking, String id) {
        return Key.of(jdbi.withHandle(handle -> require(handle, asking, id)));
    }

    Key change(Principal asking, String id, KeyChange change) {
        return jdbi.inTransaction(transaction -> {
            KeyRow before = requireLocked(transaction, asking, id);
            Limits limits = change.limits() == null ? before.limits() : limits(asking, change.limits());
            Instant expiry = change.expiresAt() == null
                    ? before.expiresAt()
                    : expiry(transaction, asking, change.expiryAfter(before.expiresAt()));
            KeyTable.change(transaction, id, change.name(), limits, expiry);
            return Key.of(require(transaction, asking, id));
        });
    }

    /** Whoever began what goes on by itself: with the limits that its key has now, and with none where it had no key or that is forgotten. */
    public static Principal whoever(Handle handle, Tenant tenant, @Nullable String keyId) {
        Limits limits = keyId == null
                ? Limits.NONE
                : KeyTable.find(handle, keyId, tenant).map(KeyRow::limits).orElse(Limits.NONE);
        return new Principal(tenant, keyId, Set.of(), limits);
    }

    /** At once, on every gateway, since each reads the key with each request; what the key has begun ends. Revoking again changes nothing. */
    void revoke(Principal asking, String id) {
        jdbi.useTransaction(transaction -> {
            requireLocked(transaction, asking, id);
            KeyTable.revoke(transaction, id);
            RunningRequests.announceRevoked(transaction, id);
        });
    }

    private static Tenant tenant(Principal asking, @Nullable String named) {
        Tenant tenant = named == null ? asking.tenant() : new Tenant(named);
        if (!tenant.equals(asking.tenant()) && !asking.operator()) {
            throw Need.missing("a key of the tenant " + Tenant.MAIN, "one of " + asking.tenant());
        }
        return tenant;
    }

    private static Limits limits(Principal asking, Limits asked) {
        return asking.operator() ? asked : asked.within(asking.limits());
    }

    /** A key that ends makes none that outlives it. */
    private static @Nullable Instant expiry(Handle handle, Principal asking, @Nullable Instant asked) {
        Instant own = asking.operator() || asking.keyId() == null
                ? null
                : require(handle, asking, asking.keyId()).expiresAt();
        if (own != null && asked != null && asked.isAfter(own)) {
            throw Require.invalid("expiresAt", "at most that of the key that asks, " + own, asked.toString());
        }
        return asked == null ? own : asked;
    }

    private static @Nullable Tenant visible(Principal asking) {
        return asking.operator() ? null : asking.tenant();
    }

    private static KeyRow require(Handle handle, Principal asking, String id) {
        return KeyTable.find(handle, id, visible(asking)).orElseThrow(() -> unknown(id));
    }

    private static KeyRow requireLocked(Handle transaction, Principal asking, String id) {
        return KeyTable.findLocked(transaction, id, visible(asking)).orElseThrow(() -> unknown(id));
    }

    private static LikenessException unknown(String id) {
        return new LikenessException(ErrorCode.NOT_FOUND, "id: expected the id of a key, found '" + id + "'");
    }
}
