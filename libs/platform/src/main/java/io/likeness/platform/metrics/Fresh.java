package io.likeness.platform.metrics;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Figures that cost a question: all gauges of one scrape share its answer, and a database that is away is asked once. Safe for threads.
 *
 * @param <T> the figures
 */
public final class Fresh<T> {
    private static final Logger LOG = LoggerFactory.getLogger(Fresh.class);
    private static final long FRESH_NANOS = Duration.ofSeconds(5).toNanos();

    private final Supplier<T> question;
    private Optional<T> answer = Optional.empty();
    private long askedAt = System.nanoTime() - FRESH_NANOS;

    public Fresh(Supplier<T> question) {
        this.question = question;
    }

    /** The figures as they were at most five seconds ago; empty where nobody answers. */
    public synchronized Optional<T> find() {
        if (System.nanoTime() - askedAt >= FRESH_NANOS) {
            answer = ask();
            askedAt = System.nanoTime();
        }
        return answer;
    }

    private Optional<T> ask() {
        try {
            return Optional.of(question.get());
        } catch (RuntimeException e) {
            LOG.debug("not measured cause={}", String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }
}
