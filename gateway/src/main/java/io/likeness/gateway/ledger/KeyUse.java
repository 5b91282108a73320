package io.likeness.gateway.ledger;

import io.likeness.contracts.Digests;
import io.likeness.contracts.Json;
import io.likeness.gateway.access.Tenant;
import io.likeness.gateway.request.IdempotencyKey;
import org.jspecify.annotations.Nullable;

/**
 * An idempotency key as it came with a request.
 *
 * @param tenant whose it is: the same key of two tenants is two
 * @param operation what is asked for; the same key may be used for another operation
 * @param key absent if the client sent none
 * @param fingerprint of the body, before anything is filled in
 */
record KeyUse(Tenant tenant, String operation, @Nullable String key, String fingerprint) {
    static KeyUse of(Tenant tenant, JobKind kind, @Nullable String key, Object request) {
        IdempotencyKey.checked(key);
        return new KeyUse(tenant, kind.word(), key, key == null ? "" : Digests.sha256(Json.encode(request)));
    }
}
