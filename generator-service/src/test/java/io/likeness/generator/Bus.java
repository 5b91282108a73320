package io.likeness.generator;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.likeness.contracts.Json;
import io.likeness.contracts.Payload;
import io.likeness.contracts.event.Event;
import io.likeness.contracts.event.Topic;
import io.likeness.contracts.generation.FaceOperation;
import io.likeness.contracts.generation.FacesGenerated;
import io.likeness.contracts.generation.GenerateFaces;
import io.likeness.contracts.generation.GenerationEvent;
import io.likeness.contracts.generation.GenerationFailed;
import io.likeness.contracts.generation.GenerationStarted;
import io.likeness.testkit.TestPlatform;
import io.likeness.testkit.TopicReader;
import io.likeness.testkit.TopicWriter;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** Sends what gateway and registry would, and reads what the generator answers. Safe for threads. */
final class Bus implements AutoCloseable {
    static final Duration LIMIT = Duration.ofMinutes(3);

    private final TopicWriter writer = TopicWriter.open(TestPlatform.shared().bootstrapServers());

    /** The id of a new job. */
    String ask(String model, @Nullable Integer version, int count, long seed) {
        String generationId = UUID.randomUUID().toString();
        send(new GenerateFaces(generationId, model, version, count, seed));
        return generationId;
    }

    /** The id of a new job that does something else than a plain sample. */
    String ask(String model, int count, long seed, FaceOperation operation) {
        String generationId = UUID.randomUUID().toString();
        send(new GenerateFaces(generationId, model, null, null, null, count, seed, operation, null));
        return generationId;
    }

    /** The id of a new job whose command says something else. */
    String askAs(String part, String changed) {
        GenerateFaces command = new GenerateFaces(
                UUID.randomUUID().toString(), "any", null, null, null, 1, 1, FaceOperation.Sample.plain(), null);
        String content = new String(Json.encode(command), UTF_8);
        send(command, content.replace(part, changed).getBytes(UTF_8));
        return command.generationId();
    }

    void send(Payload payload) {
        send(payload, Json.encode(payload));
    }

    private void send(Payload payload, byte[] content) {
        Event<Payload> event = Event.of(payload, "test", "correlation-" + payload.aggregateId(), Clock.systemUTC());
        writer.write(
                event.topic().topicName(),
                payload.aggregateId(),
                event.headers().encode(),
                content);
    }

    FacesGenerated awaitFaces(String generationId) {
        return (FacesGenerated) awaitEnd(generationId);
    }

    GenerationFailed awaitFailure(String generationId) {
        return (GenerationFailed) awaitEnd(generationId);
    }

    /** The job's first ending. */
    GenerationEvent awaitEnd(String generationId) {
        return awaitEnds(generationId, 1).getFirst();
    }

    /** Returns once the job has started. */
    void awaitStart(String generationId) {
        try (TopicReader reader =
                TopicReader.open(TestPlatform.shared().bootstrapServers(), Topic.GENERATION_EVENT.topicName())) {
            reader.readAll();
            reader.awaitAll(LIMIT, records -> !of(generationId, records).isEmpty());
        }
    }

    /** Every ending of the job, once there are {@code count}. */
    List<GenerationEvent> awaitEnds(String generationId, int count) {
        return events(generationId, count).stream()
                .map(event -> (GenerationEvent) event.payload())
                .filter(event -> !(event instanceof GenerationStarted))
                .toList();
    }

    /** Every event of the job, once {@code endings} of them end it. */
    List<? extends Event<? extends Payload>> events(String generationId, int endings) {
        try (TopicReader reader =
                TopicReader.open(TestPlatform.shared().bootstrapServers(), Topic.GENERATION_EVENT.topicName())) {
            reader.readAll();
            return of(
                    generationId,
                    reader.awaitAll(
                            LIMIT,
                            records -> of(generationId, records).stream()
                                            .filter(event -> !(event.payload() instanceof GenerationStarted))
                                            .count()
                                    >= endings));
        }
    }

    @Override
    public void close() {
        writer.close();
    }

    private static List<? extends Event<? extends Payload>> of(
            String generationId, List<ConsumerRecord<String, byte[]>> records) {
        return records.stream()
                .filter(record -> record.key().equals(generationId))
                .map(Bus::decode)
                .toList();
    }

    private static Event<? extends Payload> decode(ConsumerRecord<String, byte[]> record) {
        Map<String, byte[]> headers = new LinkedHashMap<>();
        record.headers().forEach(header -> headers.put(header.key(), header.value()));
        return Event.decode(Topic.GENERATION_EVENT, headers, record.value());
    }
}
