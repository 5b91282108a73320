package io.likeness.benchmarks.defects;

import io.likeness.benchmarks.defects.Ending.End;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What became of versions that are the same as what serves. */
record Repeated(List<Ending> endings) {
    /** Of good versions, as many may be stopped. */
    private static final double MOST_STOPPED = 0.05;

    Repeated {
        endings = List.copyOf(endings);
    }

    Map<End, Long> ends() {
        return endings.stream().collect(Collectors.groupingBy(Ending::end, TreeMap::new, Collectors.counting()));
    }

    long stopped() {
        return endings.stream().filter(ending -> ending.end() != End.LIVE).count();
    }

    boolean clean() {
        return stopped() <= MOST_STOPPED * endings.size();
    }

    /** Median, from registration until it serves; not a number where none does. */
    double secondsToLive() {
        List<Duration> live = endings.stream()
                .filter(ending -> ending.end() == End.LIVE)
                .map(Ending::took)
                .sorted()
                .toList();
        return live.isEmpty() ? Double.NaN : live.get(live.size() / 2).toMillis() / 1e3;
    }

    void print() {
        System.out.printf(
                Locale.ROOT,
                "the same %d times: %s, %d stopped; median from registration to live %.1f s%n",
                endings.size(),
                ends(),
                stopped(),
                secondsToLive());
        endings.stream()
                .filter(ending -> ending.end() != End.LIVE)
                .forEach(ending -> System.out.println("  " + ending.end() + ": " + ending.reason()));
    }
}
