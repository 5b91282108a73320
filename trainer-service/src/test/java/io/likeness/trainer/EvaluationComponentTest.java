package io.likeness.trainer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.Failure;
import io.likeness.contracts.ObjectReference;
import io.likeness.contracts.Payload;
import io.likeness.contracts.evaluation.EvaluateVersions;
import io.likeness.contracts.evaluation.EvaluationFailed;
import io.likeness.contracts.evaluation.VersionsEvaluated;
import io.likeness.contracts.event.Event;
import io.likeness.contracts.event.EventHeaders;
import io.likeness.contracts.event.Topic;
import io.likeness.contracts.model.GateMetric;
import io.likeness.contracts.model.ModelVersion;
import io.likeness.testkit.LikenessPlatformResource;
import io.likeness.testkit.TestPlatform;
import io.likeness.testkit.TopicReader;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

/** Versions that are compared, by the engine that trained them. */
@QuarkusTest
@WithTestResource(value = LikenessPlatformResource.class, initArgs = @ResourceArg(name = "role", value = "trainer"))
@WithTestResource(TrainerResource.class)
class EvaluationComponentTest extends TrainingScenario {
    private final String evaluation = UUID.randomUUID().toString();

    @Test
    void measuresBothOnFacesThatNeitherHasSeen() {
        ModelVersion trained = train();
        send(new EvaluateVersions(evaluation, trained, trained), correlation);
        send(new EvaluateVersions(evaluation, trained, trained), correlation);
        VersionsEvaluated evaluated = (VersionsEvaluated) await();
        assertEquals(
                COUNTS.validation() + COUNTS.test(), evaluated.faces(), "of the test part alone there are too few");
        assertEquals(repeatable(evaluated.champion()), repeatable(evaluated.candidate()), "of the same files");
        assertEquals(0.0, evaluated.uncertainty().get(GateMetric.SAMPLE_FRECHET_DISTANCE.wireName()));
        Set<String> expected = new TreeSet<>();
        for (GateMetric metric : GateMetric.values()) {
            expected.add(metric.wireName());
        }
        // The blobs have no labels, and the others are measured by the training.
        expected.removeAll(Set.of("labelEffectLoss", "memorisationRatio", "parityImageError", "unknown"));
        assertEquals(expected, evaluated.candidate().keySet());
        assertTrue(evaluated.candidate().getOrDefault("modelBytes", 0.0) > 600_000, evaluated::toString);
        assertNothingLeft();
    }

    @Test
    void saysWhyItCannotMeasure() {
        String digest = "a".repeat(64);
        ModelVersion lost = new ModelVersion(
                "blobs",
                2,
                digest,
                new ObjectReference("models", "blobs/manifest.json", digest, 10, "application/json"),
                training,
                "unheard-of",
                digest,
                digest,
                "mean-squared-error",
                0.01,
                Map.of(),
                Instant.EPOCH,
                null);
        send(new EvaluateVersions(evaluation, lost, lost), correlation);
        Failure failure = ((EvaluationFailed) await()).failure();
        assertEquals(ErrorCode.DATASET_UNUSABLE, failure.code());
        assertEquals("datasets: expected one of the two versions' to be kept, found none", failure.message());
        assertFalse(failure.retriable());
        assertNothingLeft();
    }

    /** Of what the two have made, and not of how fast. */
    private static Map<String, Double> repeatable(Map<String, Double> metrics) {
        Map<String, Double> repeatable = new TreeMap<>(metrics);
        repeatable.remove(GateMetric.MILLISECONDS_PER_FACE.wireName());
        return repeatable;
    }

    private ModelVersion train() {
        seal();
        send(start(1));
        awaitEnd();
        return registry.publish(training, registry.registrations(training).getFirst());
    }

    private Payload await() {
        try (TopicReader reader =
                TopicReader.open(TestPlatform.shared().bootstrapServers(), Topic.EVALUATION_EVENT.topicName())) {
            List<ConsumerRecord<String, byte[]>> found = reader.awaitAll(
                    PATIENCE, records -> records.stream().anyMatch(record -> evaluation.equals(record.key())));
            ConsumerRecord<String, byte[]> end = found.stream()
                    .filter(record -> evaluation.equals(record.key()))
                    .findFirst()
                    .orElseThrow();
            Map<String, byte[]> headers = new LinkedHashMap<>();
            end.headers().forEach(header -> headers.put(header.key(), header.value()));
            assertEquals(correlation, new String(headers.get(EventHeaders.CORRELATION_ID), StandardCharsets.UTF_8));
            return Event.decode(Topic.EVALUATION_EVENT, headers, end.value()).payload();
        }
    }

    private void assertNothingLeft() {
        Path root = configuration.workFolder().resolve("evaluations");
        try (Stream<Path> left = Files.list(root)) {
            assertEquals(List.of(), left.toList());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
