package io.likeness.registry;

import io.likeness.contracts.Payload;
import io.likeness.contracts.evaluation.EvaluationEvent;
import io.likeness.contracts.evaluation.VersionsEvaluated;
import io.likeness.contracts.event.Event;
import io.likeness.contracts.model.GateMetric;
import io.likeness.contracts.model.ModelHistory;
import io.likeness.contracts.model.ModelHistory.Pending;
import io.likeness.contracts.model.ModelVersion;
import io.likeness.registry.client.RegistryClient;
import io.likeness.testkit.TestPlatform;
import io.likeness.testkit.TopicWriter;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.awaitility.Awaitility;

/** Answers evaluations as a trainer does. The loss of a version says how far its samples are from real faces; all else is alike. */
final class TestEvaluator {
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final int FACES = 512;
    /** With two of it, 10 allows 10.5, and 9 allows 9.5. */
    private static final double ERROR = 0.25;

    private TestEvaluator() {}

    /** Answers all that is asked of a model, one after the other, and has what passes be rolled out. */
    static void answer(Supplier<ModelHistory> model, RegistryClient registry) {
        while (!model.get().pending().isEmpty()) {
            decide(model);
            TestGenerator.rollOut(registry);
        }
    }

    /** Answers what was asked first of a model, and waits until that is decided. */
    static void decide(Supplier<ModelHistory> model) {
        decide(model, model.get().pending().getLast());
    }

    /** Answers what was asked last of a model, and waits until that is decided. */
    static void decideNewest(Supplier<ModelHistory> model) {
        decide(model, model.get().pending().getFirst());
    }

    private static void decide(Supplier<ModelHistory> model, Pending first) {
        ModelHistory history = model.get();
        send(new VersionsEvaluated(
                first.evaluationId(),
                "synthetic",
                FACES,
                FACES,
                metrics(history, first.version()),
                metrics(history, first.champion()),
                Map.of(),
                Map.of(GateMetric.SAMPLE_FRECHET_DISTANCE.wireName(), ERROR)));
        Awaitility.await().atMost(PATIENCE).until(() -> !model.get().pending().contains(first));
    }

    static void send(EvaluationEvent answer) {
        Event<Payload> event = Event.of(answer, "trainer-service", "test", Clock.systemUTC());
        try (TopicWriter writer = TopicWriter.open(TestPlatform.shared().bootstrapServers())) {
            writer.write(
                    event.topic().topicName(),
                    answer.aggregateId(),
                    event.headers().encode(),
                    event.encodePayload());
        }
    }

    private static Map<String, Double> metrics(ModelHistory history, int number) {
        Map<String, Double> metrics = new HashMap<>();
        for (GateMetric metric : GateMetric.values()) {
            metrics.put(metric.wireName(), 1.0);
        }
        double loss = history.versions().stream()
                .filter(version -> version.version() == number)
                .mapToDouble(ModelVersion::validationLoss)
                .findFirst()
                .orElseThrow();
        metrics.put(GateMetric.SAMPLE_FRECHET_DISTANCE.wireName(), 1_000 * loss);
        metrics.remove(GateMetric.LABEL_EFFECT_LOSS.wireName());
        metrics.remove(GateMetric.MEMORISATION_RATIO.wireName());
        metrics.remove(GateMetric.PARITY_IMAGE_ERROR.wireName());
        return metrics;
    }
}
