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
    /** What the subjects of all news begin with; the kind and, behind another slash, the id follow. */
    public static final String SUBJECTS = "job/";

    private final Notifications notifications;
    private final Duration poll;

    public JobNews(Notifications notifications, LedgerConfiguration configuration) {
        this.notifications = notifications;
        this.poll = configuration.poll();
    }

    static void send(Handle transaction, JobKind kind, String id) {
        Notifications.send(transaction, subject(kind, id));
    }

    /** Something of a model is another, which whoever follows everything wants to know. */
    public static void sendOfModel(Handle transaction, String modelName) {
        Notifications.send(transaction, SUBJECTS + "model/" + modelName);
    }

    /** To be opened before the job is looked at, so that nothing is missed between. */
    public Watch watch(JobKind kind, String id) {
        return new Watch(kind, id);
    }

    /** Runs an action whenever there is news of a job, until it is closed. */
    public Subscription subscribe(JobKind kind, String id, Runnable action) {
        return notifications.subscribe(subject(kind, id), action);
    }

    /** How often whoever waits looks by himself. */
    public Duration poll() {
        return poll;
    }

    private static String subject(JobKind kind, String id) {
        return SUBJECTS + kind.word() + "/" + id;
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
