package io.likeness.platform.jobs;

import io.likeness.contracts.Require;
import io.likeness.platform.runtime.Loop;
import io.likeness.platform.trace.KeptTraces;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import java.time.Duration;
import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Deletes the rows of jobs that have ended long ago, so that the table does not grow. A service without a database has none. */
@ApplicationScoped
public class JobPurge {
    private static final Logger LOG = LoggerFactory.getLogger(JobPurge.class);

    /** A short transaction each. */
    private static final int BATCH = 1000;

    private final Instance<DataSource> dataSource;
    private final Instance<Jdbi> jdbi;
    private final JobTable table = new PostgresJobTable();
    private final KeptTraces traces;
    private final Duration retention;
    private final Duration interval;
    private @Nullable Loop loop;

    public JobPurge(
            Instance<DataSource> dataSource, Instance<Jdbi> jdbi, KeptTraces traces, JobConfiguration configuration) {
        this.dataSource = dataSource;
        this.jdbi = jdbi;
        this.traces = traces;
        this.retention = configuration.retention();
        this.interval = configuration.purgeInterval();
        // Here, so that services which run no jobs refuse it too.
        new LeaseTimes(configuration.lease());
        require("retention", retention, Duration.ofMinutes(1), Duration.ofDays(365));
        require("purge-interval", interval, Duration.ofMillis(100), Duration.ofDays(1));
    }

    void start(@Observes StartupEvent event) {
        if (dataSource.isResolvable()) {
            loop = Loop.every("job-purge", interval, this::purge);
        }
    }

    void stop(@Observes ShutdownEvent event) {
        if (loop != null) {
            loop.close();
        }
    }

    /** Returns how many rows are gone. */
    int purge() {
        traces.purge();
        int all = 0;
        int deleted;
        do {
            deleted = jdbi.get().withHandle(handle -> table.purge(handle, retention, BATCH));
            all += deleted;
        } while (deleted == BATCH);
        if (all > 0) {
            LOG.info("rows of ended jobs deleted count={}", all);
        }
        return all;
    }

    private static void require(String key, Duration value, Duration least, Duration most) {
        Require.between("likeness.jobs." + key + " (ms)", value.toMillis(), least.toMillis(), most.toMillis());
    }
}
