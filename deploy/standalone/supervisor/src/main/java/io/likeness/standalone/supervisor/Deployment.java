package io.likeness.standalone.supervisor;

import io.likeness.standalone.servers.ChildSpecification;
import java.time.Duration;
import java.util.List;

/** What to run, in the order of its start; it stops in reverse. */
record Deployment(List<Tier> tiers) {

    Deployment {
        tiers = List.copyOf(tiers);
    }

    /**
     * Children that start together.
     *
     * @param children none needs another one of its tier to become ready
     * @param patience how long each may take until it serves
     * @param whenReady runs once, when all of them serve for the first time
     */
    record Tier(List<ChildSpecification> children, Duration patience, Runnable whenReady) {

        Tier {
            children = List.copyOf(children);
        }
    }
}
