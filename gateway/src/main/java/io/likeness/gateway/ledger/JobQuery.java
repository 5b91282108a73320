package io.likeness.gateway.ledger;

import io.likeness.contracts.Require;
import io.likeness.gateway.access.Tenant;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which jobs of a kind are listed, and from where on.
 *
 * @param tenant whose jobs alone
 * @param states any of them; empty: whatever the state
 * @param fields what each job has to have
 * @param createdAfter not before it
 * @param createdBefore earlier than it
 * @param oldestFirst in place of the newest
 * @param after the last job of the page before
 * @param limit 1 or more
 */
public record JobQuery(
        Tenant tenant,
        JobKind kind,
        Set<JobStatus> states,
        Map<JobField, String> fields,
        @Nullable Instant createdAfter,
        @Nullable Instant createdBefore,
        boolean oldestFirst,
        @Nullable Position after,
        int limit) {
    public JobQuery {
        states = Set.copyOf(states);
        fields = Map.copyOf(fields);
        Require.between("limit", limit, 1, Integer.MAX_VALUE);
    }
}
