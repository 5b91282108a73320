package io.likeness.platform.metrics;

import io.micrometer.core.instrument.config.MeterFilter;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.List;

/**
 * Lets through the meters that somebody has a question for, of the hundreds that libraries offer: each is memory at rest, and a line in
 * every scrape. Stateless.
 */
@Singleton
public final class MeterSelection {
    private static final List<String> SELECTED = List.of(
            "likeness.",
            "http.server.requests",
            "jvm.memory.used",
            "jvm.memory.max",
            "jvm.gc.pause",
            "jvm.threads.live",
            "process.cpu.usage",
            "process.files.open",
            "process.uptime");

    @Produces
    @Singleton
    MeterFilter selection() {
        return MeterFilter.denyUnless(id -> SELECTED.stream().anyMatch(id.getName()::startsWith));
    }
}
