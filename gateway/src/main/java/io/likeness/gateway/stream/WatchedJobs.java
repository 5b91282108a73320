package io.likeness.gateway.stream;

import io.likeness.gateway.access.Tenant;
import io.likeness.gateway.ledger.Job;
import io.likeness.gateway.ledger.JobKind;
import io.likeness.gateway.ledger.JobNews;
import io.likeness.gateway.ledger.Ledger;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.function.Function;

/** Jobs that can be followed. Safe for threads. */
@Singleton
public class WatchedJobs {
    private final Ledger ledger;
    private final JobNews news;

    public WatchedJobs(Ledger ledger, JobNews news) {
        this.ledger = ledger;
        this.news = news;
    }

    /**
     * A job as its kind shows it.
     *
     * @param tenant whose it is
     * @param name of its events
     */
    public Watched watch(Tenant tenant, JobKind kind, String id, String name, Function<Job, ?> view) {
        return new WatchedJob(tenant, kind, id, name, view);
    }

    private final class WatchedJob implements Watched {
        private final Tenant tenant;
        private final JobKind kind;
        private final String id;
        private final String name;
        private final Function<Job, ?> view;

        private WatchedJob(Tenant tenant, JobKind kind, String id, String name, Function<Job, ?> view) {
            this.tenant = tenant;
            this.kind = kind;
            this.id = id;
            this.name = name;
            this.view = view;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public State look() {
            Job job = ledger.require(tenant, kind, id);
            return State.of(view.apply(job), job.status().ended());
        }

        @Override
        public AutoCloseable subscribe(Runnable action) {
            return news.subscribe(tenant, kind, id, action);
        }

        @Override
        public Duration betweenLooks() {
            return news.poll();
        }
    }
}
