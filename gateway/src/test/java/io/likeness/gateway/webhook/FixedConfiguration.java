package io.likeness.gateway.webhook;

import java.time.Duration;
import java.util.List;

/** A configuration of tests. */
record FixedConfiguration(boolean allowHttp, boolean allowPrivateTargets, Duration timeout, List<Duration> backoff)
        implements WebhookConfiguration {
    /** Receivers on this machine. */
    static FixedConfiguration open(Duration timeout, Duration... backoff) {
        return new FixedConfiguration(true, true, timeout, List.of(backoff));
    }

    /** Receivers on the internet, and http nevertheless. */
    static FixedConfiguration strict() {
        return new FixedConfiguration(true, false, Duration.ofSeconds(5), List.of(Duration.ofSeconds(1)));
    }

    @Override
    public int mostAtOnce() {
        return 2;
    }

    @Override
    public Duration lease() {
        return Duration.ofSeconds(30);
    }

    @Override
    public Duration poll() {
        return Duration.ofMillis(100);
    }

    @Override
    public Duration patience() {
        return Duration.ofDays(5);
    }

    @Override
    public Duration overlap() {
        return Duration.ofDays(1);
    }

    @Override
    public Duration keepDeliveries() {
        return Duration.ofDays(30);
    }
}
