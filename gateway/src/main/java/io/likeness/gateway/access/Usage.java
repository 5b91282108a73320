package io.likeness.gateway.access;

import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** Tells of keys what there is of them that limits bound. Safe for threads. */
@Singleton
public class Usage {
    private final Jdbi jdbi;
    private final Instance<QuotaCount> counts;

    public Usage(Jdbi jdbi, @Any Instance<QuotaCount> counts) {
        this.jdbi = jdbi;
        this.counts = counts;
    }

    Key tell(Key key) {
        return tell(List.of(key)).getFirst();
    }

    /** Nothing is told of those that nobody can use any more. */
    List<Key> tell(List<Key> keys) {
        return jdbi.withHandle(handle -> keys.stream()
                .map(key -> key.usable() ? key.with(used(handle, key.id())) : key)
                .toList());
    }

    private Used used(Handle handle, String keyId) {
        return new Used(
                (int) count(handle, Quota.OPEN_JOBS, keyId),
                (long) count(handle, Quota.STORED_BYTES, keyId),
                count(handle, Quota.CPU_HOURS, keyId));
    }

    private double count(Handle handle, Quota quota, String keyId) {
        return counts.stream()
                .filter(one -> one.quota() == quota)
                .findFirst()
                .orElseThrow()
                .of(handle, keyId);
    }
}
