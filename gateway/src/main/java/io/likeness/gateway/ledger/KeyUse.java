package io.likeness.gateway.ledger;

import io.likeness.contracts.Digests;
import io.likeness.contracts.Json;
import io.likeness.contracts.Require;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An idempotency key as it came with a request.
 *
 * @param operation what is asked for; the same key may be used for another operation
 * @param key absent if the client sent none
 * @param fingerprint of the body, before anything is filled in
 */
record KeyUse(String operation, @Nullable String key, String fingerprint) {
    private static final Pattern FORM = Pattern.compile("[\\x21-\\x7e]{1,200}");

    static KeyUse of(JobKind kind, @Nullable String key, Object request) {
        if (key != null && !FORM.matcher(key).matches()) {
            throw Require.invalid("Idempotency-Key", "1 to 200 visible ASCII characters", "others");
        }
        return new KeyUse(kind.word(), key, key == null ? "" : Digests.sha256(Json.encode(request)));
    }
}
