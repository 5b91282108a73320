package io.likeness.platform.jobs;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Decides which runners are dead. The end of a lease alone does not say so: a database that was away, or stood still, has kept all
 * heartbeats out as well, and its clock may jump. So a lease counts as abandoned once it has run out <em>and</em> this watch, by the clock
 * of its own process, has seen it unchanged through a span in which it saw the database all along: a live runner had every chance to beat.
 * For one thread.
 */
final class LeaseWatch {
    private final LeaseTimes times;
    private Map<String, Seen> seen = new HashMap<>();
    private @Nullable Long looked;

    LeaseWatch(LeaseTimes times) {
        this.times = times;
    }

    private record Seen(long fence, String until, long since) {}

    /**
     * Looks once more.
     *
     * @param running what the database says
     * @param asked when it was asked, as {@code System.nanoTime()}
     * @param answered when it had answered: an answer that was long in coming is a gap as well
     * @return those that may be taken over
     */
    List<Sighting> look(List<Sighting> running, long asked, long answered) {
        if (looked != null && answered - looked > times.gap().toNanos()) {
            seen.clear();
        }
        looked = answered;
        Map<String, Seen> now = new HashMap<>();
        for (Sighting sighting : running) {
            Seen before = Optional.ofNullable(seen.get(sighting.id()))
                    .filter(known -> known.fence == sighting.fence() && known.until.equals(sighting.until()))
                    .orElseGet(() -> new Seen(sighting.fence(), sighting.until(), answered));
            now.put(sighting.id(), before);
        }
        seen = now;
        return running.stream()
                .filter(Sighting::expired)
                .filter(sighting -> now.get(sighting.id()) instanceof Seen known
                        && asked - known.since >= times.watch().toNanos())
                .toList();
    }
}
