package io.likeness.gateway.webhook;

import io.likeness.gateway.ledger.Chore;
import jakarta.inject.Singleton;
import org.jdbi.v3.core.Jdbi;

/** Forgets deliveries of long ago, and secrets that are signed with no more. Safe for threads and for several gateways. */
@Singleton
public class OldDeliveries implements Chore {
    private static final int BATCH = 1000;

    private final Jdbi jdbi;
    private final WebhookConfiguration configuration;

    public OldDeliveries(Jdbi jdbi, WebhookConfiguration configuration) {
        this.jdbi = jdbi;
        this.configuration = configuration;
    }

    @Override
    public boolean run() {
        jdbi.useHandle(WebhookTable::forgetFormerSecrets);
        return jdbi.inTransaction(
                        transaction -> DeliveryTable.forget(transaction, configuration.keepDeliveries(), BATCH))
                == BATCH;
    }
}
