package io.likeness.contracts.event;

import static java.util.stream.Collectors.toSet;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.Json;
import io.likeness.contracts.Payload;
import io.likeness.contracts.Refusal;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

final class TopicTest {
    private static final Pattern NAME = Pattern.compile("likeness\\.[a-z]+\\.(command|batch|event)\\.v[1-9][0-9]*");

    @Test
    void catalogueHoldsTheTopicsOfTheLoop() {
        assertEquals(
                Set.of(
                        "likeness.dataset.command.v1",
                        "likeness.dataset.batch.v1",
                        "likeness.dataset.event.v1",
                        "likeness.training.command.v1",
                        "likeness.training.event.v1",
                        "likeness.evaluation.command.v1",
                        "likeness.evaluation.event.v1",
                        "likeness.retraining.event.v1",
                        "likeness.model.event.v1",
                        "likeness.generation.command.v1",
                        "likeness.generation.event.v1"),
                Arrays.stream(Topic.values()).map(Topic::topicName).collect(toSet()));
    }

    @ParameterizedTest
    @EnumSource
    void nameSaysAggregateFactAndMajorVersion(Topic topic) {
        assertTrue(NAME.matcher(topic.topicName()).matches(), topic::topicName);
        assertEquals(
                topic.topicName(),
                "likeness." + topic.name().toLowerCase(Locale.ROOT).replace('_', '.') + ".v1");
    }

    @ParameterizedTest
    @EnumSource
    void deadLettersGoBesideTheTopic(Topic topic) {
        assertEquals(topic.topicName() + ".dlq", topic.deadLetterTopicName());
    }

    @ParameterizedTest
    @EnumSource
    void isFoundByItsName(Topic topic) {
        assertSame(topic, Topic.named(topic.topicName()));
    }

    @Test
    void nameOutsideTheCatalogueIsRefused() {
        assertEquals(
                new Refusal(
                        ErrorCode.MALFORMED_EVENT,
                        "topic: expected one of the catalogue, found likeness.dataset.event.v1.dlq"),
                Refusal.of(() -> Topic.named("likeness.dataset.event.v1.dlq")));
    }

    @ParameterizedTest
    @MethodSource("io.likeness.contracts.event.CataloguedPayload#all")
    void payloadBelongsToOneTopicAndItsTypeNamesBoth(CataloguedPayload catalogued) {
        Payload payload = (Payload) Json.decode(Json.encode(catalogued.golden()), catalogued.payload());

        assertSame(catalogued.topic(), Topic.of(payload));
        assertEquals(catalogued.type(), Topic.typeOf(payload));
        assertEquals(
                catalogued.topic().topicName() + "." + catalogued.payload().getSimpleName(), Topic.typeOf(payload));
        assertEquals(
                1,
                Arrays.stream(Topic.values())
                        .filter(topic -> topic.payloads().containsValue(catalogued.payload()))
                        .count());
    }
}
