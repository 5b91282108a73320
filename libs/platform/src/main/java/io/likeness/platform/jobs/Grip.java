package io.likeness.platform.jobs;

/**
 * What a runner has to tell the worker that has one of its jobs: each kind of news comes as one interruption, and none once the
 * worker has let go. Safe for threads.
 */
final class Grip {
    private final Lease lease;
    private final Runnable interruption;
    private boolean cancelled;
    private boolean lost;
    private boolean stopping;
    private boolean letGo;

    /** @param interruption what interrupts the worker */
    Grip(Lease lease, Runnable interruption) {
        this.lease = lease;
        this.interruption = interruption;
        this.cancelled = lease.cancelled();
    }

    Lease lease() {
        return lease;
    }

    synchronized void cancel() {
        if (!cancelled) {
            cancelled = true;
            interrupt();
        }
    }

    /** The worker has found it out by itself. */
    synchronized void noteCancelled() {
        cancelled = true;
    }

    synchronized void lose() {
        if (!lost) {
            lost = true;
            interrupt();
        }
    }

    synchronized void stop() {
        if (!stopping) {
            stopping = true;
            interrupt();
        }
    }

    synchronized boolean cancelled() {
        return cancelled;
    }

    synchronized boolean lost() {
        return lost;
    }

    synchronized boolean stopping() {
        return stopping;
    }

    /** Called by the worker. Returns whether it was interrupted, by whomever, and forgets that: what is left to do is to write it down. */
    synchronized boolean letGo() {
        letGo = true;
        return Thread.interrupted();
    }

    private void interrupt() {
        if (!letGo) {
            interruption.run();
        }
    }
}
