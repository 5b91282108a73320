package io.likeness.platform.events;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.Failure;
import io.likeness.contracts.LikenessException;
import io.likeness.contracts.Payload;
import io.likeness.contracts.event.Decoded;
import io.likeness.contracts.event.Event;
import io.likeness.contracts.event.EventHeaders;
import io.likeness.contracts.event.Topic;
import io.likeness.platform.trace.KeptTraces;
import io.likeness.platform.trace.Trace;
import io.likeness.platform.web.Failures;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Handles one Kafka record to its end: decoded, handed over, tried again for as long as what it needs is away, and put on the
 * dead-letter topic if it cannot be handled; a command that ends there has failed, and whoever waits for it is told. An event that a
 * newer release added is skipped, a replayed letter that is for another service, too. When {@link #consume} returns, the record may be
 * acknowledged. Safe for threads.
 */
@ApplicationScoped
public class EventConsumer {
    private static final Logger LOG = LoggerFactory.getLogger(EventConsumer.class);
    private static final long FIRST_PAUSE_MILLIS = 100;
    private static final long LONGEST_PAUSE_MILLIS = 2000;

    private final EventSender sender;
    private final Instance<CommandFailures> commandFailures;
    private final KeptTraces traces;
    private final EventMeters meters;
    private final String service;

    /** Types that were skipped, each of which is logged once; there are as many as a newer release has. */
    private final Set<String> skipped = ConcurrentHashMap.newKeySet();

    public EventConsumer(
            EventSender sender,
            Instance<CommandFailures> commandFailures,
            KeptTraces traces,
            EventMeters meters,
            @ConfigProperty(name = "quarkus.application.name") String service) {
        this.sender = sender;
        this.commandFailures = commandFailures;
        this.traces = traces;
        this.meters = meters;
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
        if (!Readdress.concerns(service, record)) {
            return;
        }
        try (Trace work = Trace.begin(correlationId(record), text(record, Trace.TRACEPARENT))) {
            consumeToItsEnd(topic, record, handler);
        }
    }

    private void consumeToItsEnd(
            Topic topic, ConsumerRecord<String, byte[]> record, Consumer<Event<? extends Payload>> handler)
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
                if (!failure.retriable() && settled(topic, record, failure)) {
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

    private void handle(
            Topic topic, ConsumerRecord<String, byte[]> record, Consumer<Event<? extends Payload>> handler) {
        switch (Decoded.of(topic, headers(record), content(record))) {
            case Decoded.Known(Event<? extends Payload> event) -> {
                traces.keep(event.headers().correlationId(), event.headers().traceparent());
                handler.accept(event);
                meters.handled(topic);
            }
            case Decoded.Unknown unknown -> {
                if (topic.carriesCommands()) {
                    throw unknown.refusal(topic);
                }
                if (skipped.add(unknown.headers().type())) {
                    LOG.warn(
                            "events of a newer release are skipped topic={} type={}",
                            record.topic(),
                            unknown.headers().type());
                }
            }
        }
    }

    /** Whether the record has an end: told to who waits for it, and on the dead-letter topic. If not, it is tried again as a whole. */
    private boolean settled(Topic topic, ConsumerRecord<String, byte[]> record, LikenessException failure) {
        try {
            boolean ended = topic.carriesCommands() && ended(topic, record, failure);
            bury(topic, record, DeadLetter.of(service, record, failure, ended));
            meters.buried(topic);
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

    private boolean ended(Topic topic, ConsumerRecord<String, byte[]> record, LikenessException failure) {
        if (record.key() == null || !commandFailures.isResolvable()) {
            return false;
        }
        UnhandledCommand command =
                new UnhandledCommand(topic, record.key(), content(record), Failure.of(failure), correlationId(record));
        try {
            return commandFailures.get().end(command);
        } catch (RuntimeException e) {
            LikenessException cause = Failures.classify(e);
            if (cause.retriable()) {
                throw cause;
            }
            LOG.error("nobody was told of a command's end topic={} key={}", record.topic(), record.key(), e);
            return false;
        }
    }

    private void bury(Topic topic, ConsumerRecord<String, byte[]> record, DeadLetter letter) {
        try {
            send(topic, record, letter, content(record));
        } catch (LikenessException e) {
            if (!EventSender.refused(e)) {
                throw e;
            }
            send(topic, record, letter.withoutContent(), new byte[0]);
        }
    }

    private void send(Topic topic, ConsumerRecord<String, byte[]> record, DeadLetter letter, byte[] content) {
        Map<String, byte[]> headers = headers(record);
        headers.putAll(letter.headers());
        EventSender.await(sender.send(topic.deadLetterTopicName(), record.key(), headers, content));
    }

    private static String correlationId(ConsumerRecord<String, byte[]> record) {
        String id = text(record, EventHeaders.CORRELATION_ID);
        return id == null || id.isBlank() ? UUID.randomUUID().toString() : id;
    }

    private static @Nullable String text(ConsumerRecord<String, byte[]> record, String name) {
        Header header = record.headers().lastHeader(name);
        return header == null || header.value() == null ? null : new String(header.value(), UTF_8);
    }

    /** A record without a value is one of no bytes: neither is an event. */
    private static byte[] content(ConsumerRecord<String, byte[]> record) {
        return record.value() == null ? new byte[0] : record.value();
    }

    private static Map<String, byte[]> headers(ConsumerRecord<String, byte[]> record) {
        Map<String, byte[]> headers = new LinkedHashMap<>();
        for (Header header : record.headers()) {
            headers.put(header.key(), header.value());
        }
        return headers;
    }
}
