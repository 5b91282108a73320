package io.likeness.gateway.ledger;

import io.likeness.gateway.access.Tenant;
import io.likeness.platform.database.Notifications;
import io.likeness.platform.database.Notifications.Subscription;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.subscription.BackPressureStrategy;
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
    private static final String SUBJECTS = "job/";

    /** What came just before somebody began to wait is found so soon; there is hardly ever any, and a look takes time from the job itself. */
    private static final Duration FIRST_LOOK = Duration.ofMillis(100);

    private final Notifications notifications;
    private final Duration poll;

    public JobNews(Notifications notifications, LedgerConfiguration configuration) {
        this.notifications = notifications;
        this.poll = configuration.poll();
    }

    static void send(Handle transaction, Tenant tenant, JobKind kind, String id) {
        Notifications.send(transaction, subject(tenant, kind, id));
    }

    /** Something of a model is another, which whoever follows everything wants to know. */
    public static void sendOfModel(Handle transaction, Tenant tenant, String modelName) {
        Notifications.send(transaction, subjects(tenant) + "model/" + modelName);
    }

    /** To be opened before the job is looked at, so that nothing is missed between. */
    public Watch watch(Tenant tenant, JobKind kind, String id) {
        return new Watch(subject(tenant, kind, id));
    }

    /** When to look at a job: soon, at all news of it, and now and then. What cannot be looked at yet is made good by the next. */
    Multi<Boolean> occasions(Tenant tenant, JobKind kind, String id) {
        Multi<Boolean> told = Multi.createFrom()
                .emitter(
                        emitter -> {
                            Subscription subscription = subscribe(tenant, kind, id, () -> emitter.emit(true));
                            emitter.onTermination(subscription::close);
                        },
                        BackPressureStrategy.LATEST);
        Multi<Boolean> paced = Multi.createFrom()
                .ticks()
                .startingAfter(FIRST_LOOK)
                .every(poll)
                .onOverflow()
                .drop()
                .map(tick -> false);
        return Multi.createBy().merging().streams(told, paced);
    }

    /** Runs an action whenever there is news of a job, until it is closed. */
    public Subscription subscribe(Tenant tenant, JobKind kind, String id, Runnable action) {
        return notifications.subscribe(subject(tenant, kind, id), action);
    }

    /** How often whoever waits looks by himself. */
    public Duration poll() {
        return poll;
    }

    /** What the subjects of all of a tenant's news begin with; the kind and, behind another slash, the id follow. */
    public static String subjects(Tenant tenant) {
        return SUBJECTS + tenant + "/";
    }

    private static String subject(Tenant tenant, JobKind kind, String id) {
        return subjects(tenant) + kind.word() + "/" + id;
    }

    /** A wait for news of one job, by one thread. */
    public final class Watch implements AutoCloseable {
        private final Semaphore news = new Semaphore(0);
        private final Subscription subscription;

        private Watch(String subject) {
            this.subscription = notifications.subscribe(subject, news::release);
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
