package io.likeness.platform.jobs;

import io.likeness.contracts.Require;
import java.time.Duration;

/**
 * The times in which a lease is kept and watched. Each makes sense beside the others only, so all are shares of it.
 *
 * @param lease how long a job stays with its runner without a heartbeat, 1 s to 5 min
 */
record LeaseTimes(Duration lease) {
    LeaseTimes {
        Require.between(
                "likeness.jobs.lease (ms)",
                lease.toMillis(),
                1_000,
                Duration.ofMinutes(5).toMillis());
    }

    /** Until the next heartbeat: three of them and some are in a lease. */
    Duration beat() {
        return fifteenths(4);
    }

    /** Until the next heartbeat after one that was missed. */
    Duration again() {
        return fifteenths(1);
    }

    /** For the answer to a heartbeat: a database that does not give it is asked anew, and a lease has to outlive some of it. */
    Duration answer() {
        return fifteenths(3);
    }

    /** Between two looks at the leases of others. */
    Duration poll() {
        return fifteenths(5);
    }

    /** Looks further apart than this are no watching: longer than the poll, shorter than what a lease survives. */
    Duration gap() {
        return fifteenths(8);
    }

    /**
     * For which a lease is watched before it counts as abandoned: more than two heartbeats. Within the lease, so that a death is noticed
     * as soon as it runs out.
     */
    Duration watch() {
        return fifteenths(10);
    }

    private Duration fifteenths(int number) {
        return lease.multipliedBy(number).dividedBy(15);
    }
}
