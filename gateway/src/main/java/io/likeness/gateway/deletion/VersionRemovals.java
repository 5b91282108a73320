package io.likeness.gateway.deletion;

import io.likeness.contracts.LikenessException;
import io.likeness.gateway.deletion.VersionTombstones.Due;
import io.likeness.gateway.ledger.Chore;
import io.likeness.gateway.ledger.LedgerConfiguration;
import io.likeness.registry.client.RegistryClient;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import org.jdbi.v3.core.Jdbi;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Has the registry delete what was deleted here, until it has answered. Safe for threads. */
@Singleton
public class VersionRemovals implements Chore {
    private static final Logger LOG = LoggerFactory.getLogger(VersionRemovals.class);
    private static final int BATCH = 20;

    private final Jdbi jdbi;
    private final RegistryClient registry;
    private final Duration keepTombstones;

    public VersionRemovals(Jdbi jdbi, RegistryClient registry, LedgerConfiguration configuration) {
        this.jdbi = jdbi;
        this.registry = registry;
        this.keepTombstones = configuration.keepTombstones();
    }

    @Override
    public boolean run() {
        jdbi.useHandle(handle -> VersionTombstones.forget(handle, keepTombstones.toMillis() / 1000.0));
        List<Due> due = jdbi.inTransaction(transaction -> VersionTombstones.borrow(transaction, BATCH));
        for (Due removal : due) {
            if (!told(removal)) {
                return false;
            }
        }
        return due.size() == BATCH;
    }

    /** Whether the registry has had its say; where it is away, the others of the batch are not tried either. */
    private boolean told(Due removal) {
        try {
            registry.delete(removal.version(), removal.correlationId());
        } catch (LikenessException e) {
            if (e.retriable()) {
                LOG.warn("deletion waits for the registry version={} cause={}", removal.version(), e.getMessage());
                return false;
            }
            LOG.error("deletion refused by the registry, will try again version={}", removal.version(), e);
            return true;
        }
        jdbi.useHandle(handle -> VersionTombstones.told(handle, removal.version()));
        return true;
    }
}
