package io.likeness.platform.events;

import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.LikenessException;
import io.likeness.contracts.event.Event;
import io.likeness.contracts.event.Payload;
import io.likeness.contracts.event.Topic;
import io.likeness.platform.web.Failures;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * Handles one Kafka record to its end: decoded, handed over, tried again for as long as what it needs is away, and put on the
 * dead-letter topic if it cannot be handled. When {@link #consume} returns, the record may be acknowledged. Safe for threads.
 */
@ApplicationScoped
public class EventConsumer {
    private static final Logger LOG = LoggerFactory.getLogger(EventConsumer.class);
    private static final long FIRST_PAUSE_MILLIS = 100;
    private static final long LONGEST_PAUSE_MILLIS = 2000;

    private final EventSender sender;
    private final String service;

    public EventConsumer(EventSender sender, @ConfigProperty(name = "quarkus.application.name") String service) {
        this.sender = sender;
        this.service = service;
    }

    /**
     * @param handler idempotent on the event's id; a {@link LikenessException} that is retriable is waited out, any other failure
     *     or error ends on the dead-letter topic
     * @throws VirtualMachineError as it is: a machine in that state can promise nothing, so the record stays and the channel ends
     * @throws InterruptedException if the service stops; the record is then not handled and will be read again
     */
    public void consume(Topic topic, ConsumerRecord<String, byte[]> record, Consumer<Event<? extends Payload>> handler)
            throws InterruptedException {
        long pause = FIRST_PAUSE_MILLIS;
        while (true) {
            try {
                handle(topic, record, handler);
                return;
            } catch (VirtualMachineError e) {
                throw e;
            } catch (RuntimeException | Error e) {
                LikenessException failure = Failures.classify(e);
                if (!failure.retriable() && buried(topic, record, failure)) {
                    return;
                }
                LOG.warn(
                        "record waits topic={} key={} code={} cause={}",
                        record.topic(),
                        record.key(),
                        failure.code(),
                        failure.getMessage());
            }
            TimeUnit.MILLISECONDS.sleep(pause);
            pause = Math.min(2 * pause, LONGEST_PAUSE_MILLIS);
        }
    }

    private static void handle(
            Topic topic, ConsumerRecord<String, byte[]> record, Consumer<Event<? extends Payload>> handler) {
        Event<? extends Payload> event = Event.decode(topic, headers(record), record.value());
        try (MDC.MDCCloseable correlation =
                MDC.putCloseable("correlationId", event.headers().correlationId())) {
            handler.accept(event);
        }
    }

    /** Whether the dead-letter topic has the record; if not, the record is tried again as a whole. */
    private boolean buried(Topic topic, ConsumerRecord<String, byte[]> record, LikenessException failure) {
        Map<String, byte[]> headers = headers(record);
        DeadLetter.of(service, record, failure).headers().forEach(headers::put);
        try {
            EventSender.await(
                    sender.send(topic.deadLetterTopicName(), String.valueOf(record.key()), headers, record.value()));
        } catch (LikenessException e) {
            LOG.warn("dead letter waits topic={} key={} cause={}", record.topic(), record.key(), e.getMessage());
            return false;
        }
        LOG.error(
                "record put on the dead-letter topic topic={} partition={} offset={} key={} code={}",
                record.topic(),
                record.partition(),
                record.offset(),
                record.key(),
                failure.code(),
                failure.code() == ErrorCode.INTERNAL_ERROR ? failure : null);
        return true;
    }

    private static Map<String, byte[]> headers(ConsumerRecord<String, byte[]> record) {
        Map<String, byte[]> headers = new LinkedHashMap<>();
        for (Header header : record.headers()) {
            headers.put(header.key(), header.value());
        }
        return headers;
    }
}
