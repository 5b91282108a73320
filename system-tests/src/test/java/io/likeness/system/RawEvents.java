package io.likeness.system;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.likeness.contracts.Payload;
import io.likeness.contracts.event.Event;
import io.likeness.contracts.event.Topic;
import io.likeness.testkit.TopicReader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Every record of topics of the catalogue, as it lies on Kafka. */
record RawEvents(Map<Topic, List<ConsumerRecord<String, byte[]>>> records) {
    private static final String SCHEMAS = "classpath:io/likeness/contracts/schemas/";

    static RawEvents readAll(String bootstrapServers) {
        return read(bootstrapServers, List.of(Topic.values()));
    }

    /** Those of the topic of one type. */
    static RawEvents readTopicOf(String type, String bootstrapServers) {
        return read(
                bootstrapServers,
                Stream.of(Topic.values())
                        .filter(topic -> topic.payloads().containsKey(type))
                        .toList());
    }

    private static RawEvents read(String bootstrapServers, List<Topic> topics) {
        Map<Topic, List<ConsumerRecord<String, byte[]>>> records = new HashMap<>();
        for (Topic topic : topics) {
            try (TopicReader reader = TopicReader.open(bootstrapServers, topic.topicName())) {
                records.put(topic, reader.readAll());
            }
        }
        return new RawEvents(records);
    }

    /** The payloads that only failures cause; a loop that runs well has none of them. */
    private static final Set<String> FAILURES = Set.of(
            "likeness.dataset.event.v1.DatasetRejected",
            "likeness.dataset.event.v1.ErasureFailed",
            "likeness.training.event.v1.TrainingFailed",
            "likeness.generation.event.v1.GenerationFailed");

    static Set<String> typesOfTheLoop() {
        Set<String> types = new TreeSet<>();
        for (Topic topic : Topic.values()) {
            types.addAll(topic.payloads().keySet());
        }
        types.removeAll(FAILURES);
        return types;
    }

    Set<String> missingTypes() {
        Set<String> missing = new TreeSet<>();
        for (Topic topic : Topic.values()) {
            missing.addAll(topic.payloads().keySet());
        }
        all().forEach(record -> missing.remove(header(record, "ce_type")));
        return missing;
    }

    Set<String> typesCausedBy(String correlationId) {
        Set<String> types = new TreeSet<>();
        for (ConsumerRecord<String, byte[]> record : all()) {
            if (header(record, "likeness_correlation_id").equals(correlationId)) {
                types.add(header(record, "ce_type"));
            }
        }
        return types;
    }

    /** Records of an aggregate with a type. */
    List<ConsumerRecord<String, byte[]>> of(String aggregateId, String type) {
        return all().stream()
                .filter(record -> aggregateId.equals(record.key()))
                .filter(record -> header(record, "ce_type").equals(type))
                .toList();
    }

    /** Checks each record's envelope, key, decoding and schema. */
    void requireValid() {
        SchemaRegistry schemas = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
        records.forEach((topic, all) -> all.forEach(record -> requireValid(schemas, topic, record)));
    }

    private static void requireValid(SchemaRegistry schemas, Topic topic, ConsumerRecord<String, byte[]> record) {
        Map<String, byte[]> headers = new HashMap<>();
        record.headers().forEach(header -> headers.put(header.key(), header.value()));
        Event<? extends Payload> event = Event.decode(topic, headers, record.value());
        assertEquals(record.key(), event.headers().subject(), "the key is the subject");
        assertEquals(record.key(), event.payload().aggregateId(), "the key is the aggregate");
        assertNotNull(headers.get("content-type"));
        Schema schema =
                schemas.getSchema(SchemaLocation.of(SCHEMAS + event.headers().type() + ".json"));
        assertEquals(
                List.of(),
                schema.validate(new String(record.value(), UTF_8), InputFormat.JSON),
                event.headers().type());
    }

    private List<ConsumerRecord<String, byte[]>> all() {
        List<ConsumerRecord<String, byte[]>> all = new ArrayList<>();
        records.values().forEach(all::addAll);
        return all;
    }

    private static String header(ConsumerRecord<String, byte[]> record, String name) {
        return new String(record.headers().lastHeader(name).value(), UTF_8);
    }
}
