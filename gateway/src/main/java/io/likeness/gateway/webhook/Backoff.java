package io.likeness.gateway.webhook;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/** When the next attempt follows (Standard Webhooks 1.0.0, "Deliverability and reliability"). Safe for threads if its chance is. */
final class Backoff {
    /** Of the pause, so that what failed together does not come again together. */
    private static final double JITTER = 0.1;

    private static final Duration LONGEST_WISH = Duration.ofDays(1);

    private final List<Duration> pauses;
    private final DoubleSupplier chance;

    /** @param chance 0 to 1 */
    Backoff(List<Duration> pauses, DoubleSupplier chance) {
        this.pauses = List.copyOf(pauses);
        this.chance = chance;
    }

    /**
     * How long after a failed attempt the next is made, empty after the last one.
     *
     * @param attempts that were made, 1 or more
     * @param wish of the receiver, absent where it has none, which is granted up to a day, and never hastens anything
     */
    Optional<Duration> after(int attempts, @Nullable Duration wish) {
        if (attempts > pauses.size()) {
            return Optional.empty();
        }
        Duration pause = pauses.get(attempts - 1);
        double share = 1 + JITTER * (2 * chance.getAsDouble() - 1);
        Duration varied = Duration.ofNanos(Math.round(pause.toNanos() * share));
        return Optional.of(
                wish == null ? varied : longer(varied, wish.compareTo(LONGEST_WISH) < 0 ? wish : LONGEST_WISH));
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? other : one;
    }
}
