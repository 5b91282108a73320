package io.likeness.gateway.cost;

import io.likeness.gateway.access.Quota;
import io.likeness.gateway.access.QuotaCount;
import jakarta.inject.Singleton;
import org.jdbi.v3.core.Handle;

/** Hours of a processor that a key's trainings of this month have taken, or are estimated to. Stateless. */
@Singleton
public class TrainedHours implements QuotaCount {
    @Override
    public Quota quota() {
        return Quota.CPU_HOURS;
    }

    @Override
    public double of(Handle handle, String keyId) {
        return ofKey(handle, keyId);
    }

    static double ofKey(Handle handle, String keyId) {
        return CostTable.countedSeconds(handle, keyId, Costs.beginOfMonth()) / Costs.SECONDS_AN_HOUR;
    }
}
