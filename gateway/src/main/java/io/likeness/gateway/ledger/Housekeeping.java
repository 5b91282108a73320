package io.likeness.gateway.ledger;

import io.likeness.platform.runtime.Loop;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The loop that keeps the ledger from standing still and from growing: ends what is overdue, forgets what has expired, deletes what
 * nobody owns. Several gateways may run it at once. Safe for threads.
 */
@Singleton
public class Housekeeping {
    private final Reaper reaper;
    private final Forgetting forgetting;
    private final Leftovers leftovers;
    private final LedgerConfiguration configuration;
    private volatile @Nullable Loop loop;

    Housekeeping(Reaper reaper, Forgetting forgetting, Leftovers leftovers, LedgerConfiguration configuration) {
        this.reaper = reaper;
        this.forgetting = forgetting;
        this.leftovers = leftovers;
        this.configuration = configuration;
    }

    void start(@Observes StartupEvent event) {
        Instant started = Instant.now();
        loop = Loop.every("ledger", configuration.reapInterval(), () -> {
            reaper.reap(started);
            forgetting.forget();
            if (leftovers.sweep()) {
                wake();
            }
        });
    }

    void stop(@Observes ShutdownEvent event) {
        Loop running = loop;
        if (running != null) {
            running.close();
        }
    }

    /** There is something to do now. */
    void wake() {
        Loop running = loop;
        if (running != null) {
            running.wake();
        }
    }
}
