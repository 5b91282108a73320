package io.likeness.gateway.job;

import io.likeness.contracts.Digests;
import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.Json;
import io.likeness.contracts.LikenessException;
import io.likeness.contracts.Require;
import jakarta.inject.Singleton;
import java.util.regex.Pattern;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Remembers which job a key was first used for, for as long as the database does. Safe for threads and for several gateways. */
@Singleton
public class IdempotencyKeys {
    private static final Pattern FORM = Pattern.compile("[\\x21-\\x7e]{1,200}");

    /**
     * Claims a key for a new job within the transaction that creates it; an equal claim that is still open is waited for.
     *
     * @param operation what is asked for; the same key may be used for another operation
     * @param key as the client sent it, absent if it sent none
     * @param request the body, before anything is filled in
     * @throws LikenessException {@code IDEMPOTENCY_KEY_REUSED} if the key came with another body before
     */
    public Claim claim(Handle transaction, String operation, @Nullable String key, Object request, String jobId) {
        if (key == null) {
            return new Claim.Fresh();
        }
        if (!FORM.matcher(key).matches()) {
            throw Require.invalid("Idempotency-Key", "1 to 200 visible ASCII characters", "others");
        }
        String fingerprint = Digests.sha256(Json.encode(request));
        return insert(transaction, operation, key, fingerprint, jobId)
                ? new Claim.Fresh()
                : repeated(transaction, operation, key, fingerprint);
    }

    private static boolean insert(Handle transaction, String operation, String key, String fingerprint, String jobId) {
        return transaction
                        .createUpdate("INSERT INTO idempotency_key (operation, key, fingerprint, job_id)"
                                + " VALUES (:operation, :key, :fingerprint, :job) ON CONFLICT DO NOTHING")
                        .bind("operation", operation)
                        .bind("key", key)
                        .bind("fingerprint", fingerprint)
                        .bind("job", jobId)
                        .execute()
                == 1;
    }

    private static Claim repeated(Handle transaction, String operation, String key, String fingerprint) {
        return transaction
                .createQuery("SELECT job_id FROM idempotency_key"
                        + " WHERE operation = :operation AND key = :key AND fingerprint = :fingerprint")
                .bind("operation", operation)
                .bind("key", key)
                .bind("fingerprint", fingerprint)
                .mapTo(String.class)
                .findOne()
                .map(Claim.Repeated::new)
                .orElseThrow(() -> new LikenessException(
                        ErrorCode.IDEMPOTENCY_KEY_REUSED,
                        "Idempotency-Key: expected the body it was first sent with, found another"));
    }
}
