package io.likeness.gateway.ledger;

import io.likeness.contracts.Digests;
import io.likeness.contracts.Json;
import io.likeness.gateway.request.IdempotencyKey;
import org.jspecify.annotations.Nullable;

/**
 * An idempotency key as it came with a request.
 *
 * @param operation what is asked for; the same key may be used for another operation
 * @param key absent if the client sent none
 * @param fingerprint of the body, before anything is filled in
 */
record KeyUse(String operation, @Nullable String key, String fingerprint) {
    static KeyUse of(JobKind kind, @Nullable String key, Object request) {
        IdempotencyKey.checked(key);
        return new KeyUse(kind.word(), key, key == null ? "" : Digests.sha256(Json.encode(request)));
    }
}
