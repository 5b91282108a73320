package io.likeness.platform.events;

import io.likeness.platform.database.Notifications;
import io.likeness.platform.runtime.Loop;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** Lets the outbox be carried to Kafka whenever something is written there. A service without a database has no relay. */
@ApplicationScoped
public class OutboxRelay {
    /** In case the relay at work died, or the process that wrote an event. */
    private static final Duration POLL = Duration.ofSeconds(30);

    private final Instance<DataSource> dataSource;
    private final Instance<Jdbi> jdbi;
    private final Notifications notifications;
    private final Relaying relaying;
    private @Nullable Loop loop;
    private Notifications.@Nullable Subscription subscription;

    public OutboxRelay(
            Instance<DataSource> dataSource,
            Instance<Jdbi> jdbi,
            EventSender sender,
            Notifications notifications,
            Instance<RefusedEvents> listeners,
            EventMeters meters) {
        this.dataSource = dataSource;
        this.jdbi = jdbi;
        this.notifications = notifications;
        this.relaying = new Relaying(new PostgresOutboxTable(), sender, listeners, meters, System::nanoTime);
    }

    void start(@Observes StartupEvent event) {
        if (dataSource.isResolvable()) {
            Loop started = Loop.start("outbox-relay", this::turn);
            loop = started;
            subscription = notifications.subscribe(OutboxTable.SUBJECT, started::wake);
        }
    }

    void stop(@Observes ShutdownEvent event) {
        if (subscription != null) {
            subscription.close();
        }
        if (loop != null) {
            loop.close();
        }
    }

    private Duration turn() {
        return jdbi.get().withHandle(handle -> relaying.turn(handle, pause()));
    }

    private static Duration pause() {
        return POLL.minusMillis(ThreadLocalRandom.current().nextLong(POLL.toMillis() / 5));
    }
}
