package io.likeness.benchmarks;

import io.likeness.contracts.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/**
 * Rates of ours and of a peer, measured in turn. Immutable, safe for threads.
 *
 * @param ours median over the rounds
 * @param peer median over the rounds
 * @param ratio median of each round's ours / peer, so that a drift of the machine cancels
 * @param unit of both rates, such as {@code images/s}
 */
public record Comparison(double ours, double peer, double ratio, String unit, List<Round> rounds) {

    /** One measurement of each. */
    public record Round(double ours, double peer) {
        /** Ours divided by the peer's. */
        public double ratio() {
            return ours / peer;
        }
    }

    public static Comparison of(String unit, List<Round> rounds) {
        return new Comparison(
                median(rounds, Round::ours), median(rounds, Round::peer), median(rounds, Round::ratio), unit, rounds);
    }

    /** Every round, then the medians. */
    public void print(String oursName, String peerName) {
        for (Round round : rounds) {
            System.out.printf(Locale.ROOT, "  %8.0f  %8.0f  %.2f%n", round.ours(), round.peer(), round.ratio());
        }
        System.out.printf(
                Locale.ROOT,
                "%s: %.0f %s, %s: %.0f %s, ratio %.2f%n",
                oursName,
                ours,
                unit,
                peerName,
                peer,
                unit,
                ratio);
    }

    public void write(Path file) throws IOException {
        Files.write(file, Json.encode(this));
    }

    private static double median(List<Round> rounds, ToDoubleFunction<Round> value) {
        double[] sorted = rounds.stream().mapToDouble(value).sorted().toArray();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
