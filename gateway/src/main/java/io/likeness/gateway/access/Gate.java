package io.likeness.gateway.access;

import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.LikenessException;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;

/**
 * Finds out who shows what a request shows. A key is read from the database with each request, by its primary key: a revocation is
 * effective with the next request on every gateway, which no cache is without waiting for the slowest. Holds the calling thread. Safe for threads.
 */
@Singleton
public class Gate {
    /** How often a key's last use is written down. */
    private static final Duration USED_EVERY = Duration.ofMinutes(1);

    /** How long the page's cookie is worth something. */
    static final Duration SESSION = Duration.ofHours(12);

    private final Jdbi jdbi;
    private final Tokens tokens;

    @Inject
    public Gate(Jdbi jdbi, Tokens tokens) {
        this.jdbi = jdbi;
        this.tokens = tokens;
    }

    /**
     * Absent where nothing is shown that is worth something and a key may be asked for.
     *
     * @throws LikenessException {@code KEY_INVALID}, or {@code ISSUER_UNAVAILABLE} for a token that cannot be verified now
     */
    Optional<Principal> who(Shown shown) {
        return switch (shown) {
            case Shown.Nothing nothing -> Optional.empty();
            case Shown.Key key -> Optional.of(require(key.text()).principal());
            case Shown.Session session -> find(session).map(KeyRow::principal);
            case Shown.Token token -> Optional.of(tokens.require(token.text()));
            case Shown.Unreadable unreadable -> throw invalid();
        };
    }

    /**
     * Begins a session of the page.
     *
     * @return its token, which is no key
     * @throws LikenessException {@code KEY_INVALID}
     */
    String signIn(String text) {
        KeyText key = KeyText.parse(text).orElseThrow(Gate::invalid);
        KeyRow row = require(key);
        String token = KeyText.randomSecret();
        jdbi.useTransaction(transaction -> KeyTable.openSession(transaction, KeyText.digest(token), row.id(), SESSION));
        return token;
    }

    void signOut(String token) {
        jdbi.useHandle(handle -> KeyTable.endSession(handle, KeyText.digest(token)));
    }

    /** Unknown, revoked and expired are not told apart: nothing is told of what there is. */
    static LikenessException invalid() {
        return new LikenessException(
                ErrorCode.KEY_INVALID,
                "Authorization: expected 'Bearer' and a valid key, found one that is unknown, revoked or expired");
    }

    private KeyRow require(KeyText text) {
        return jdbi.withHandle(handle -> KeyTable.findValid(handle, text.id()))
                .filter(row -> row.has(text.digest()))
                .map(this::used)
                .orElseThrow(Gate::invalid);
    }

    private Optional<KeyRow> find(Shown.Session session) {
        return jdbi.withHandle(handle -> KeyTable.findOfSession(handle, KeyText.digest(session.token())))
                .map(this::used);
    }

    private KeyRow used(KeyRow row) {
        Instant last = row.lastUsedAt();
        if (last == null || last.isBefore(Instant.now().minus(USED_EVERY))) {
            jdbi.useHandle(handle -> KeyTable.used(handle, row.id(), USED_EVERY));
        }
        return row;
    }
}
