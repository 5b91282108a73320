package io.likeness.platform.jobs;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a lease alive while a worker works, and interrupts the worker once another runner has the job. A closed heart interrupts
 * nobody any more, and what it did interrupt is forgotten: the worker's next job is not to suffer for this one.
 */
final class Heart implements AutoCloseable {
    static final Duration BEAT = Duration.ofSeconds(4);

    private static final Logger LOG = LoggerFactory.getLogger(Heart.class);

    private final JobQueue queue;
    private final Lease lease;
    private final Thread worker;
    private final Thread thread;
    private boolean lost;
    private boolean closed;

    private Heart(JobQueue queue, Lease lease, Thread worker) {
        this.queue = queue;
        this.lease = lease;
        this.worker = worker;
        this.thread = Thread.ofPlatform().name("lease-" + lease.kind()).daemon().unstarted(this::run);
    }

    static Heart start(JobQueue queue, Lease lease, Thread worker) {
        Heart heart = new Heart(queue, lease, worker);
        heart.thread.start();
        return heart;
    }

    synchronized boolean lost() {
        return lost;
    }

    /** Called by the worker. */
    @Override
    public void close() {
        synchronized (this) {
            closed = true;
            if (lost) {
                Thread.interrupted();
            }
        }
        thread.interrupt();
    }

    private void run() {
        try {
            while (!over()) {
                TimeUnit.MILLISECONDS.sleep(BEAT.toMillis());
                beat();
            }
        } catch (InterruptedException e) {
            LOG.debug("heartbeat ends kind={} id={}", lease.kind(), lease.id());
        }
    }

    private void beat() {
        try {
            if (!queue.heartbeat(lease, JobRunner.LEASE)) {
                lose();
            }
        } catch (RuntimeException e) {
            LOG.warn(
                    "heartbeat missed kind={} id={} cause={}",
                    lease.kind(),
                    lease.id(),
                    String.valueOf(e.getMessage()));
        }
    }

    private synchronized void lose() {
        if (!closed) {
            lost = true;
            worker.interrupt();
        }
    }

    private synchronized boolean over() {
        return lost || closed;
    }
}
