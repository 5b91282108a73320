package io.likeness.benchmarks.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import io.likeness.benchmarks.chaos.Door.Answer;
import io.likeness.imaging.PngText;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;

/** What became of generations that were asked for while versions were swapped. For one thread. */
final class SwapInspection {
    private static final Duration ANSWER = Duration.ofSeconds(60);
    private static final Duration NEAR = Duration.ofSeconds(1);
    private static final long LOOK_MILLIS = 200;
    private static final double MOST = 0.99;

    private final Door door;
    private final List<Swap> swaps;
    private final Instant warm;
    private final Instant firstKill;
    private final Instant deadline;
    private final List<String> complaints = new ArrayList<>();
    private final List<Double> quiet = new ArrayList<>();
    private final List<Double> swapping = new ArrayList<>();
    private double latestTakenBack;
    private int lost;
    private int failed;
    private int mixed;
    private int unnamed;

    /**
     * A change of what serves.
     *
     * @param at the registry's time
     * @param version that serves from then on
     * @param back whether what had served was taken back, and not just replaced
     */
    record Swap(Instant at, int version, boolean back) {}

    /**
     * @param warm before which latencies are those of services that have just begun
     * @param firstKill from when on they are those of leases that ran out
     */
    SwapInspection(Door door, List<Swap> swaps, Instant warm, Instant firstKill, Duration patience) {
        this.door = door;
        this.swaps = List.copyOf(swaps);
        this.warm = warm;
        this.firstKill = firstKill;
        this.deadline = Instant.now().plus(patience);
    }

    SwapVerdict inspect(Collection<String> accepted, int kills, TerminalEvents events) throws InterruptedException {
        for (String id : accepted) {
            inspect(id);
        }
        return new SwapVerdict(
                swaps.size(),
                kills,
                accepted.size(),
                lost,
                failed,
                events.surplus(),
                mixed,
                unnamed,
                percentile(quiet),
                percentile(swapping),
                latestTakenBack,
                complaints);
    }

    private void inspect(String id) throws InterruptedException {
        JsonNode job = end(id);
        String status = job.path("status").asText("none");
        if (!Inspection.ended(job)) {
            lost++;
            complaints.add("lost: " + job);
        } else if (!status.equals("succeeded")) {
            failed++;
            complaints.add("failed: " + job);
        } else if (!job.path("version").isInt()) {
            unnamed++;
            complaints.add("without a version: " + job);
        } else {
            inspectImages(id, job);
            time(job);
        }
    }

    private JsonNode end(String id) throws InterruptedException {
        while (true) {
            JsonNode job = door.get("/v1/generations/" + id, ANSWER).json();
            if (Inspection.ended(job) || Instant.now().isAfter(deadline)) {
                return job;
            }
            TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
        }
    }

    /** The first, one in the middle and the last say which version drew them. */
    private void inspectImages(String id, JsonNode job) throws InterruptedException {
        int count = job.path("count").asInt();
        String version = job.path("version").asText();
        for (int k : new TreeSet<>(List.of(0, count / 2, count - 1))) {
            Answer image = door.get("/v1/generations/" + id + "/images/" + k + ".png", ANSWER);
            Map<String, String> text = PngText.read(image.body());
            if (!version.equals(text.get("likeness:version"))) {
                mixed++;
                complaints.add("image %d is of version %s: %s".formatted(k, text.get("likeness:version"), job));
                return;
            }
        }
    }

    private void time(JsonNode job) {
        Instant created = Instant.parse(job.path("createdAt").asText());
        Instant ended = Instant.parse(job.path("endedAt").asText());
        Instant began = ended.minusNanos(Math.round(job.path("seconds").asDouble() * 1e9));
        takenBack(job.path("version").asInt(), began)
                .ifPresent(at -> latestTakenBack =
                        Math.max(latestTakenBack, Duration.between(at, began).toNanos() / 1e6));
        if (created.isAfter(warm) && ended.isBefore(firstKill)) {
            boolean near = swaps.stream()
                    .anyMatch(swap ->
                            !created.isBefore(swap.at.minusMillis(100)) && created.isBefore(swap.at.plus(NEAR)));
            (near ? swapping : quiet).add(Duration.between(created, ended).toNanos() / 1e6);
        }
    }

    /** When a version was taken back that something was drawn with later. One that was only replaced may end what it was asked for. */
    private Optional<Instant> takenBack(int version, Instant began) {
        return swaps.reversed().stream()
                .filter(swap -> !swap.at.isAfter(began))
                .findFirst()
                .filter(last -> last.back && last.version != version)
                .map(Swap::at);
    }

    private static double percentile(List<Double> values) {
        if (values.isEmpty()) {
            return Double.NaN;
        }
        List<Double> sorted = new ArrayList<>(values);
        Collections.sort(sorted);
        return sorted.get((int) Math.ceil(MOST * sorted.size()) - 1);
    }
}
