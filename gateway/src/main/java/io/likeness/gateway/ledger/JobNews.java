package io.likeness.gateway.ledger;

import io.likeness.platform.database.Notifications;
import io.likeness.platform.database.Notifications.Subscription;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jdbi.v3.core.Handle;

/**
 * Wakes those who wait for news of one job, in every gateway, when the transaction that brought them commits. A notification can be
 * lost with the connection that listens, so whoever waits also looks by himself now and then. Safe for threads.
 */
@Singleton
public class JobNews {
    private final Notifications notifications;
    private final Duration poll;

    public JobNews(Notifications notifications, LedgerConfiguration configuration) {
        this.notifications = notifications;
        this.poll = configuration.poll();
    }

    static void send(Handle transaction, JobKind kind, String id) {
        Notifications.send(transaction, subject(kind, id));
    }

    /** To be opened before the job is looked at, so that nothing is missed between. */
    public Watch watch(JobKind kind, String id) {
        return new Watch(kind, id);
    }

    private static String subject(JobKind kind, String id) {
        return "job/" + kind.word() + "/" + id;
    }

    /** A wait for news of one job, by one thread. */
    public final class Watch implements AutoCloseable {
        private final Semaphore news = new Semaphore(0);
        private final Subscription subscription;

        private Watch(JobKind kind, String id) {
            this.subscription = notifications.subscribe(subject(kind, id), news::release);
        }

        /** Returns at the next news, when it is time to look all the same, or when patience ends. */
        public void await(Duration patience) throws InterruptedException {
            Duration longest = patience.compareTo(poll) < 0 ? patience : poll;
            if (news.tryAcquire(Math.max(longest.toNanos(), 0), TimeUnit.NANOSECONDS)) {
                news.drainPermits();
            }
        }

        @Override
        public void close() {
            subscription.close();
        }
    }
}
