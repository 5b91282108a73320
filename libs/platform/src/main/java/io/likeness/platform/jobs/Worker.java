package io.likeness.platform.jobs;

import io.likeness.platform.events.Outbox;
import io.likeness.platform.trace.Trace;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The thread of one attempt at a job, until its end is written. */
final class Worker {
    private static final Logger LOG = LoggerFactory.getLogger(Worker.class);
    private static final long PAUSE_MILLIS = 500;

    private final Lease lease;
    private final Leases leases;
    private final Consumer<Worker> ended;
    private final Thread thread;
    private final Grip grip;
    private final Attempt attempt;

    Worker(
            RunnerSettings settings,
            Lease lease,
            Leases leases,
            Outbox outbox,
            JobHandler handler,
            Consumer<Worker> ended) {
        this.lease = lease;
        this.leases = leases;
        this.ended = ended;
        this.thread = Thread.ofPlatform()
                .name("worker-" + lease.kind() + "-" + lease.id())
                .daemon()
                .unstarted(this::work);
        this.grip = new Grip(lease, thread::interrupt);
        this.attempt = new Attempt(settings, grip, leases, handler, new RunningJob(grip, leases, outbox));
    }

    void start() {
        thread.start();
    }

    Grip grip() {
        return grip;
    }

    /** Interrupts the work because the service stops. */
    void stop() {
        grip.stop();
    }

    void join(Duration longest) {
        try {
            if (!thread.join(longest)) {
                LOG.warn("job not given back in time, its lease will run out kind={} id={}", lease.kind(), lease.id());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void work() {
        try (Trace work = Trace.begin(lease.correlationId(), lease.traceparent())) {
            Ending ending = attempt.run();
            while (!ending.written()) {
                TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
            }
        } catch (InterruptedException e) {
            LOG.warn("interrupted at its end, its lease will run out kind={} id={}", lease.kind(), lease.id());
        } catch (RuntimeException | Error e) {
            LOG.error(
                    "job neither ended nor given back, its lease will run out kind={} id={}",
                    lease.kind(),
                    lease.id(),
                    e);
        } finally {
            if (grip.lost()) {
                leases.meters().lost(lease.kind());
            }
            ended.accept(this);
        }
    }
}
