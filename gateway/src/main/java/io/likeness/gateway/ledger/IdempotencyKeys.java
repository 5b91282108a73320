package io.likeness.gateway.ledger;

import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.LikenessException;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Remembers which job a key was first used for. Safe for threads and for several gateways. */
@Singleton
public class IdempotencyKeys {
    /**
     * The job of an equal request that was accepted before.
     *
     * @param use with a key
     * @throws LikenessException {@code IDEMPOTENCY_KEY_REUSED} if the key came with another body
     */
    Optional<String> find(Handle handle, KeyUse use) {
        return handle.createQuery("SELECT job_id, fingerprint FROM idempotency_key"
                        + " WHERE tenant = :tenant AND operation = :operation AND key = :key")
                .bind("tenant", use.tenant().name())
                .bind("operation", use.operation())
                .bind("key", use.key())
                .map((row, context) -> new Remembered(row.getString("job_id"), row.getString("fingerprint")))
                .findOne()
                .map(remembered -> remembered.requireSame(use));
    }

    /** Claims a key for a new job within the transaction that creates it; an equal claim that is still open is waited for. */
    Claim claim(Handle transaction, KeyUse use, String jobId) {
        return use.key() == null || insert(transaction, use, jobId)
                ? new Claim.Fresh()
                : find(transaction, use).<Claim>map(Claim.Repeated::new).orElseGet(Claim.Fresh::new);
    }

    private static boolean insert(Handle transaction, KeyUse use, String jobId) {
        return transaction
                        .createUpdate("INSERT INTO idempotency_key (tenant, operation, key, fingerprint, job_id)"
                                + " VALUES (:tenant, :operation, :key, :fingerprint, :job) ON CONFLICT DO NOTHING")
                        .bind("tenant", use.tenant().name())
                        .bind("operation", use.operation())
                        .bind("key", use.key())
                        .bind("fingerprint", use.fingerprint())
                        .bind("job", jobId)
                        .execute()
                == 1;
    }

    private record Remembered(String jobId, String fingerprint) {
        private String requireSame(KeyUse use) {
            if (!fingerprint.equals(use.fingerprint())) {
                throw new LikenessException(
                        ErrorCode.IDEMPOTENCY_KEY_REUSED,
                        "Idempotency-Key: expected the body it was first sent with, found another");
            }
            return jobId;
        }
    }
}
