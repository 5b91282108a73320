package io.likeness.gateway.ledger;

import io.likeness.gateway.access.Quota;
import io.likeness.gateway.access.QuotaCount;
import jakarta.inject.Singleton;
import org.jdbi.v3.core.Handle;

/** Jobs of a key that have not ended. Stateless. */
@Singleton
public class OpenJobs implements QuotaCount {
    @Override
    public Quota quota() {
        return Quota.OPEN_JOBS;
    }

    @Override
    public double of(Handle handle, String keyId) {
        return LedgerTable.countOpen(handle, keyId);
    }
}
