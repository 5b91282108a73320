package io.likeness.platform.events;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.reactive.messaging.kafka.KafkaClientService;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;

/**
 * What there is to know of the Kafka clients: whether a channel is behind, what comes and goes, how long a commit takes. Micrometer's own
 * binder makes a series of each of the hundreds of figures of a client, topic and partition, and a filter cannot keep the few of the client
 * alone: that binder removes them as soon as the same is told by topic. Safe for threads.
 */
@ApplicationScoped
public class KafkaMeters {
    private static final String FETCHES = "consumer-fetch-manager-metrics";
    private static final String SENDS = "producer-metrics";

    /** Channels open at 1000. */
    private static final int AFTER_CHANNELS = 5000;

    private static final double MILLIS = 1000;

    private final KafkaClientService clients;
    private final MeterRegistry meters;

    public KafkaMeters(KafkaClientService clients, MeterRegistry meters) {
        this.clients = clients;
        this.meters = meters;
    }

    void register(@Observes @Priority(AFTER_CHANNELS) StartupEvent event) {
        clients.getConsumerChannels().forEach(this::registerConsumer);
        clients.getProducerChannels().forEach(this::registerProducer);
    }

    private void registerConsumer(String channel) {
        Gauge.builder(
                        "likeness.kafka.lag",
                        this,
                        kafka -> kafka.consumer(channel, "records-lag", FETCHES).sum())
                .description("Records that a channel of this process has still to read, as of its last fetches")
                .baseUnit("records")
                .tag("channel", channel)
                .register(meters);
        counter(
                "likeness.kafka.consumed",
                "Records that a channel has read",
                channel,
                kafka -> kafka.consumer(channel, "records-consumed-total", FETCHES)
                        .max()
                        .orElse(0));
        Gauge.builder(
                        "likeness.kafka.commit",
                        this,
                        kafka -> kafka.consumer(channel, "commit-latency-avg", "consumer-coordinator-metrics")
                                .map(millis -> millis / MILLIS)
                                .max()
                                .orElse(0))
                .description("Mean time of a commit of a channel")
                .baseUnit("seconds")
                .tag("channel", channel)
                .register(meters);
    }

    private void registerProducer(String channel) {
        counter(
                "likeness.kafka.sent",
                "Records that the broker has acknowledged or refused",
                channel,
                kafka -> kafka.producer(channel, "record-send-total").max().orElse(0));
        counter(
                "likeness.kafka.send.failures",
                "Records that could not be sent",
                channel,
                kafka -> kafka.producer(channel, "record-error-total").max().orElse(0));
    }

    private void counter(String name, String description, String channel, ToDoubleFunction<KafkaMeters> count) {
        FunctionCounter.builder(name, this, count)
                .description(description)
                .baseUnit("records")
                .tag("channel", channel)
                .register(meters);
    }

    private DoubleStream consumer(String channel, String name, String group) {
        return Optional.ofNullable(clients.getConsumer(channel)).stream()
                .flatMapToDouble(consumer -> figures(consumer.unwrap().metrics(), name, group));
    }

    private DoubleStream producer(String channel, String name) {
        return Optional.ofNullable(clients.getProducer(channel)).stream()
                .flatMapToDouble(producer -> figures(producer.unwrap().metrics(), name, SENDS));
    }

    /** One for the client, or one for each of its partitions; those of which nothing is known yet are no numbers. */
    private static DoubleStream figures(Map<MetricName, ? extends Metric> metrics, String name, String group) {
        return metrics.values().stream()
                .filter(metric -> metric.metricName().name().equals(name)
                        && metric.metricName().group().equals(group))
                .filter(metric -> !metric.metricName().tags().containsKey("topic")
                        || metric.metricName().tags().containsKey("partition"))
                .map(Metric::metricValue)
                .filter(Double.class::isInstance)
                .mapToDouble(Double.class::cast)
                .filter(value -> !Double.isNaN(value));
    }
}
