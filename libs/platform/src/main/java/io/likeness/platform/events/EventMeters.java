package io.likeness.platform.events;

import io.likeness.contracts.event.Topic;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.Arrays;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.eclipse.microprofile.config.Config;

/** Counts what leaves for the bus, and what comes from it. All begin at 0 with the service, so that the first is an increase. Safe for threads. */
@Singleton
final class EventMeters {
    private static final String CHANNEL = "mp\\.messaging\\.incoming\\.[^.]+\\.topics?";

    private final MeterRegistry meters;
    private final Counter relayed;

    EventMeters(MeterRegistry meters) {
        this.meters = meters;
        this.relayed = Counter.builder("likeness.events.relayed")
                .description("Events that the outbox gave to the broker")
                .register(meters);
    }

    void register(@Observes StartupEvent event, Config config) {
        read(config).forEach(topic -> {
            handled(topic.topicName());
            buried(topic.topicName());
        });
    }

    void relayed(int events) {
        relayed.increment(events);
    }

    void handled(Topic topic) {
        handled(topic.topicName()).increment();
    }

    void buried(Topic topic) {
        buried(topic.topicName()).increment();
    }

    private Counter handled(String topic) {
        return counter("likeness.events.handled", "Events that this service has handled to their end", topic);
    }

    private Counter buried(String topic) {
        return counter("likeness.events.buried", "Events that this service put on a dead-letter topic", topic);
    }

    private Counter counter(String name, String description, String topic) {
        return Counter.builder(name)
                .description(description)
                .tag("topic", topic)
                .register(meters);
    }

    /** The topics of the catalogue that channels of this service read. */
    private static Stream<Topic> read(Config config) {
        return StreamSupport.stream(config.getPropertyNames().spliterator(), false)
                .filter(key -> key.matches(CHANNEL))
                .flatMap(key -> Stream.of(config.getValue(key, String.class).split(",")))
                .flatMap(name -> Arrays.stream(Topic.values())
                        .filter(topic -> topic.topicName().equals(name)))
                .distinct();
    }
}
