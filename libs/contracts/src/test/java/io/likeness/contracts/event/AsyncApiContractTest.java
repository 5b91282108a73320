package io.likeness.contracts.event;

import static java.util.stream.Collectors.toCollection;
import static java.util.stream.Collectors.toMap;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** {@code docs/asyncapi.yaml} says of the topics what the catalogue says, and nothing more. */
final class AsyncApiContractTest {
    private static final Path DOCS = Path.of(System.getProperty("likeness.root"), "docs");

    @SuppressWarnings("NullAway.Init")
    private static JsonNode document;

    @BeforeAll
    static void read() throws IOException {
        document = YAMLMapper.builder()
                .build()
                .readTree(DOCS.resolve("asyncapi.yaml").toFile());
    }

    @Test
    void isAsyncApi3() {
        assertEquals("3.0.0", document.get("asyncapi").asText());
    }

    @Test
    void channelsAreTheTopicsAndTheirDeadLetters() {
        Map<String, Integer> expected = new TreeMap<>();
        for (Topic topic : Topic.values()) {
            expected.put(topic.topicName(), Topic.PARTITIONS);
            expected.put(topic.deadLetterTopicName(), 1);
        }

        assertEquals(
                expected,
                document.get("channels")
                        .valueStream()
                        .collect(toMap(
                                channel -> channel.get("address").asText(),
                                channel ->
                                        channel.at("/bindings/kafka/partitions").asInt(),
                                Math::addExact,
                                TreeMap::new)));
    }

    @Test
    void channelsCarryThePayloadsOfTheirTopic() {
        for (Topic topic : Topic.values()) {
            assertEquals(new TreeSet<>(topic.payloads().keySet()), messageNames(topic.topicName()));
            assertEquals(Set.of("DeadLetter"), messageNames(topic.deadLetterTopicName()));
        }
    }

    @Test
    void messagesAreThePayloadsAndTheDeadLetter() {
        Set<String> expected = CataloguedPayload.all()
                .map(payload -> payload.payload().getSimpleName())
                .collect(toCollection(TreeSet::new));
        expected.add("DeadLetter");

        assertEquals(expected, names(document.at("/components/messages")));
    }

    @Test
    void messagesReferToTheSchemasOfTheirType() {
        CataloguedPayload.all().forEach(payload -> {
            JsonNode message =
                    document.at("/components/messages/" + payload.payload().getSimpleName());
            String reference = message.at("/payload/$ref").asText();

            assertEquals(payload.type(), message.path("name").asText());
            assertEquals(
                    "../libs/contracts/src/main/resources" + SchemaFolder.FOLDER + payload.type() + ".json", reference);
            assertTrue(Files.isRegularFile(DOCS.resolve(reference)), reference);
            assertEquals(
                    "#/components/schemas/EventHeaders",
                    message.at("/headers/$ref").asText());
        });
    }

    @Test
    void headersAreThoseOfTheEnvelope() {
        JsonNode headers = document.at("/components/schemas/EventHeaders");
        EventHeaders envelope = new EventHeaders("i", "t", "s", Instant.EPOCH, "a", "c", "trace");

        assertEquals(envelope.encode().keySet(), names(headers.get("properties")));
        Set<String> required = new HashSet<>(envelope.encode().keySet());
        required.remove("traceparent");
        assertEquals(required, texts(headers.get("required")).collect(toCollection(HashSet::new)));
    }

    @Test
    void everyTopicHasOneWriterAndEveryReaderPutsAsideWhatItCannotHandle() {
        for (Topic topic : Topic.values()) {
            Set<String> writers = services("send", topic.topicName());
            Set<String> readers = services("receive", topic.topicName());

            assertEquals(1, writers.size(), topic::topicName);
            assertEquals(readers, services("send", topic.deadLetterTopicName()), topic::topicName);
        }
    }

    @Test
    void operationsNameChannelsAndMessagesThatExist() {
        document.get("operations")
                .forEach(operation -> Stream.concat(
                                Stream.of(operation.get("channel")),
                                operation.get("messages").valueStream())
                        .map(reference -> reference.get("$ref").asText())
                        .forEach(reference ->
                                assertTrue(document.at(reference.substring(1)).isObject(), reference)));
    }

    private static JsonNode channel(String address) {
        return document.get("channels")
                .valueStream()
                .filter(channel -> channel.get("address").asText().equals(address))
                .findFirst()
                .orElseThrow();
    }

    private static Set<String> messageNames(String address) {
        return channel(address)
                .get("messages")
                .valueStream()
                .map(message -> document.at(message.get("$ref").asText().substring(1)))
                .map(message -> message.get("name").asText())
                .collect(toCollection(TreeSet::new));
    }

    private static Set<String> services(String action, String address) {
        return document.get("operations")
                .valueStream()
                .filter(operation -> operation.get("action").asText().equals(action))
                .filter(operation -> document.at(
                                operation.at("/channel/$ref").asText().substring(1))
                        .equals(channel(address)))
                .map(operation -> operation.at("/tags/0/name").asText())
                .collect(toCollection(TreeSet::new));
    }

    private static Stream<String> texts(JsonNode array) {
        return array.valueStream().map(JsonNode::asText);
    }

    private static Set<String> names(JsonNode object) {
        return object.properties().stream().map(Map.Entry::getKey).collect(toCollection(TreeSet::new));
    }
}
