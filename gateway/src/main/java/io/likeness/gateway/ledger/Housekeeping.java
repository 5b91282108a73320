package io.likeness.gateway.ledger;

import io.likeness.contracts.LikenessException;
import io.likeness.platform.runtime.Loop;
import io.likeness.platform.web.Failures;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The loop that keeps the ledger from standing still and from growing: ends what is overdue, forgets what has expired, deletes what
 * nobody owns. Several gateways may run it at once. Safe for threads.
 */
@Singleton
public class Housekeeping {
    private static final Logger LOG = LoggerFactory.getLogger(Housekeeping.class);

    private final Reaper reaper;
    private final Forgetting forgetting;
    private final Supplier<List<Chore>> chores;
    private final LedgerConfiguration configuration;
    private volatile @Nullable Loop loop;

    @Inject
    Housekeeping(Reaper reaper, Forgetting forgetting, @Any Instance<Chore> chores, LedgerConfiguration configuration) {
        this(reaper, forgetting, () -> chores.stream().toList(), configuration);
    }

    /** @param chores asked for at the start: they may need the ledger, and so this, themselves */
    Housekeeping(
            Reaper reaper, Forgetting forgetting, Supplier<List<Chore>> chores, LedgerConfiguration configuration) {
        this.reaper = reaper;
        this.forgetting = forgetting;
        this.chores = chores;
        this.configuration = configuration;
    }

    void start(@Observes StartupEvent event) {
        Instant started = Instant.now();
        List<Chore> all = chores.get();
        loop = Loop.every("ledger", configuration.reapInterval(), () -> {
            reaper.reap(started);
            forgetting.forget();
            boolean more = false;
            for (Chore chore : all) {
                more |= done(chore.getClass().getSimpleName(), chore);
            }
            if (more) {
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

    /**
     * Does a chore, or one piece of it: one that fails holds up no other, and is tried again in the next turn.
     *
     * @param name for the log
     * @return what the chore says, false where it failed
     */
    public static boolean done(String name, Chore chore) {
        try {
            return chore.run();
        } catch (RuntimeException e) {
            LikenessException failure = Failures.classify(e);
            if (failure.retriable()) {
                LOG.warn("chore waits chore={} cause={}", name, failure.getMessage());
            } else {
                LOG.error("chore failed chore={}", name, e);
            }
            return false;
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
