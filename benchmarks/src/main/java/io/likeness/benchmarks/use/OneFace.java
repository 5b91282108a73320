package io.likeness.benchmarks.use;

import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * How long one user waits for one face of a system that has nothing else to do: until the answer to the request, and until the image's
 * bytes. For one thread.
 */
final class OneFace {
    private static final Duration WAIT = Duration.ofSeconds(10);

    private final User user;
    private final String model;

    OneFace(User user, String model) {
        this.user = user;
        this.model = model;
    }

    /** What the user does between two faces. Work that is the same takes longer on a processor whose caches went to others meanwhile. */
    private enum Pace {
        RESTED("after a rest of 100 ms", Duration.ofMillis(100)),
        FLUENT("right after the one before", Duration.ZERO);

        private final String words;
        private final Duration pause;

        Pace(String words, Duration pause) {
            this.words = words;
            this.pause = pause;
        }
    }

    /** Milliseconds by pace, one after the other: medians and ninth deciles of the later half, when code is compiled. */
    Map<String, Object> measure(int requests) throws IOException, InterruptedException {
        Map<String, Object> report = new LinkedHashMap<>();
        for (Pace pace : Pace.values()) {
            report.put(pace.name().toLowerCase(Locale.ROOT), measure(requests, pace));
        }
        return report;
    }

    private Map<String, Object> measure(int requests, Pace pace) throws IOException, InterruptedException {
        double[] faces = new double[requests];
        for (int i = 0; i < requests; i++) {
            TimeUnit.MILLISECONDS.sleep(pace.pause.toMillis());
            long start = System.nanoTime();
            user.picture(model, i, WAIT);
            faces[i] = (System.nanoTime() - start) / 1e6;
        }
        Map<String, Object> report = new LinkedHashMap<>();
        describe(report, faces, pace);
        return report;
    }

    private static void describe(Map<String, Object> report, double[] all, Pace pace) {
        double[] later = Arrays.stream(all).skip(all.length / 2).sorted().toArray();
        double median = later[later.length / 2];
        double decile = later[later.length * 9 / 10];
        double percentile = later[later.length * 99 / 100];
        System.out.printf(
                "one face, %s: median %.1f ms, nine of ten within %.1f ms, 99 of a hundred within %.1f ms%n",
                pace.words, median, decile, percentile);
        report.put("faceMedianMilliseconds", median);
        report.put("faceNinthDecileMilliseconds", decile);
        report.put("faceNinetyNinthPercentileMilliseconds", percentile);
    }
}
