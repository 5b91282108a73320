package io.likeness.gateway.stream;

import io.likeness.gateway.access.Tenant;
import io.likeness.gateway.ledger.Documents;
import io.likeness.gateway.ledger.JobNews;
import io.likeness.platform.database.Notifications;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.subscription.MultiEmitter;
import jakarta.inject.Singleton;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * The names of all of a tenant's that changes as server-sent events, each at most once in a while however often it changes, so that a page that looks at
 * everything costs little while nothing happens. What happened before a client came is not told: it looks at everything first. Safe for threads.
 */
@Singleton
public class ChangeStreamEvents {
    static final String CONNECTED = "connected";
    static final String CHANGED = "changed";

    /** Shows proxies and clients that the stream lives. */
    private static final Duration KEEP_ALIVE = Duration.ofSeconds(25);

    private static final Duration AT_ONCE = Duration.ofMillis(200);

    private final Notifications notifications;

    public ChangeStreamEvents(Notifications notifications) {
        this.notifications = notifications;
    }

    Multi<OutboundSseEvent> stream(Tenant tenant, Sse sse) {
        return Multi.createFrom()
                .emitter(emitter -> Thread.ofVirtual().name("change-events").start(() -> follow(tenant, sse, emitter)));
    }

    private void follow(Tenant tenant, Sse sse, MultiEmitter<? super OutboundSseEvent> emitter) {
        Pending pending = new Pending();
        CountDownLatch left = new CountDownLatch(1);
        emitter.onTermination(() -> {
            left.countDown();
            pending.news.release();
        });
        try (Notifications.Subscription subscription =
                notifications.subscribeAll(JobNews.subjects(tenant), pending::add, pending::miss)) {
            emitter.emit(sse.newEventBuilder().name(CONNECTED).data("{}").build());
            while (!emitter.isCancelled()) {
                if (pending.news.tryAcquire(KEEP_ALIVE.toMillis(), TimeUnit.MILLISECONDS)) {
                    // What follows within this time is told with it; a client that leaves ends the wait.
                    if (!left.await(AT_ONCE.toMillis(), TimeUnit.MILLISECONDS)) {
                        tell(tenant, pending, sse, emitter);
                    }
                } else if (emitter.requested() > 0) {
                    emitter.emit(sse.newEventBuilder().comment("waiting").build());
                }
            }
        } catch (InterruptedException e) {
            emitter.complete();
        }
    }

    /** What a client does not read meanwhile stays, each thing once. */
    private static void tell(Tenant tenant, Pending pending, Sse sse, MultiEmitter<? super OutboundSseEvent> emitter) {
        if (emitter.requested() <= 0) {
            pending.news.release();
            return;
        }
        if (pending.takeMissed()) {
            emitter.emit(sse.newEventBuilder().name(CONNECTED).data("{}").build());
        }
        pending.take().forEach(subject -> emitter.emit(event(Change.of(tenant, subject), sse)));
    }

    private static OutboundSseEvent event(Change change, Sse sse) {
        return sse.newEventBuilder().name(CHANGED).data(Documents.text(change)).build();
    }

    /** Subjects that were not told yet. */
    private static final class Pending {
        private final Semaphore news = new Semaphore(0);
        private final Set<String> subjects = new LinkedHashSet<>();
        private boolean missed;

        /** Whoever follows looks at everything. */
        private synchronized void miss() {
            missed = true;
            news.release();
        }

        private synchronized boolean takeMissed() {
            boolean was = missed;
            missed = false;
            return was;
        }

        private synchronized void add(String subject) {
            subjects.add(subject);
            news.release();
        }

        private synchronized List<String> take() {
            news.drainPermits();
            List<String> taken = List.copyOf(subjects);
            subjects.clear();
            return taken;
        }
    }
}
