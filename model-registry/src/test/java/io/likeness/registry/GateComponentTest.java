package io.likeness.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.Failure;
import io.likeness.contracts.LikenessException;
import io.likeness.contracts.evaluation.EvaluateVersions;
import io.likeness.contracts.evaluation.EvaluationFailed;
import io.likeness.contracts.event.Event;
import io.likeness.contracts.event.Topic;
import io.likeness.contracts.model.ChangeGate;
import io.likeness.contracts.model.ChangeServing;
import io.likeness.contracts.model.GateMetric;
import io.likeness.contracts.model.GateRule;
import io.likeness.contracts.model.GateRules;
import io.likeness.contracts.model.ModelHistory;
import io.likeness.contracts.model.ModelHistory.Decision;
import io.likeness.contracts.model.ModelHistory.Pending;
import io.likeness.contracts.model.ModelName;
import io.likeness.contracts.model.ModelVersion;
import io.likeness.contracts.model.RuleFinding;
import io.likeness.contracts.model.ServingCause;
import io.likeness.contracts.model.ServingPlan;
import io.likeness.contracts.model.VersionRef;
import io.likeness.platform.store.ObjectStore;
import io.likeness.registry.client.HttpRegistryClient;
import io.likeness.registry.client.RegistryClient;
import io.likeness.registry.client.RegistrySettings;
import io.likeness.testkit.LikenessPlatformResource;
import io.likeness.testkit.TestPlatform;
import io.likeness.testkit.TopicReader;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.awaitility.Awaitility;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;

/** Versions that are compared before they serve. */
@QuarkusTest
@WithTestResource(value = LikenessPlatformResource.class, initArgs = @ResourceArg(name = "role", value = "registry"))
class GateComponentTest {
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final ObjectStore store = TestStore.open();
    private final ModelName model = new ModelName("model-" + UUID.randomUUID());
    private final RegistryClient registry = new HttpRegistryClient(new RegistrySettings(
            URI.create(ConfigProvider.getConfig().getValue("test.url", String.class)),
            Duration.ofSeconds(1),
            Duration.ofSeconds(20),
            1,
            Duration.ofMillis(100),
            1 << 23));

    @Test
    void asksATrainerToCompareAVersionWithTheOneThatServes() {
        ModelVersion first = register("first", 0.010);
        ModelVersion second = register("second", 0.009);
        Pending pending = history().pending().getFirst();
        assertEquals(List.of(2, 1), List.of(pending.version(), pending.champion()));
        assertEquals(new EvaluateVersions(pending.evaluationId(), second, first), asked(pending.evaluationId()));
        assertEquals(1, plan().stable());
    }

    @Test
    void keepsWhatEveryRuleSaid() {
        register("first", 0.010);
        register("worse", 0.011);
        answer();
        Decision decision = history().decisions().getFirst();
        assertFalse(decision.passed());
        assertEquals(1, decision.champion());
        assertEquals(0L, decision.rules());
        List<RuleFinding> findings = decision.findings();
        assertEquals(GateRules.standard("any").rules().size(), findings.size());
        assertEquals(
                new RuleFinding(
                        GateMetric.SAMPLE_FRECHET_DISTANCE,
                        false,
                        11.0,
                        10.0,
                        0.25,
                        10.5,
                        "sampleFrechetDistance 11 is above 10.5, the champion's is 10"),
                findings.getFirst());
        assertTrue(findings.stream().skip(1).allMatch(RuleFinding::passed), findings::toString);
    }

    @Test
    void aVersionThatCannotBeMeasuredDoesNotServe() {
        register("first", 0.010);
        register("second", 0.009);
        TestEvaluator.send(new EvaluationFailed(
                history().pending().getFirst().evaluationId(),
                new Failure(ErrorCode.DATASET_UNUSABLE, "datasets: expected one, found none", false)));
        Awaitility.await().atMost(PATIENCE).until(() -> history().pending().isEmpty());
        assertEquals(
                "not comparable with champion 1: datasets: expected one, found none",
                history().decisions().getFirst().reason());
        assertEquals(1, plan().stable());
    }

    @Test
    void isComparedAnewWithWhatServesMeanwhile() {
        register("first", 0.010);
        register("second", 0.009);
        register("third", 0.0098);
        assertEquals(2, history().pending().size());
        answer();
        assertEquals(2, plan().stable(), "the third is worse than the second by more than chance");
        assertEquals(
                "sampleFrechetDistance 9.8 is above 9.5, the champion's is 9; compared with champion 2 on 512 real faces",
                history().decisions().getFirst().reason());
    }

    @Test
    void whatIsOlderThanWhatServesMeanwhileDoesNotReplaceIt() {
        register("first", 0.010);
        register("second", 0.009);
        register("third", 0.009);
        change(promotion(3, true));
        answer();
        assertEquals(3, plan().stable());
        assertEquals(
                List.of(
                        "keeps every rule, compared with champion 1 on 512 real faces",
                        "version 3, which is newer, was quicker"),
                history().decisions().stream()
                        .sorted((a, b) -> Integer.compare(b.version(), a.version()))
                        .limit(2)
                        .map(Decision::reason)
                        .toList());
    }

    @Test
    void whoeverOverrulesWhileItMeasuresHasTheLastWord() {
        register("first", 0.010);
        register("second", 0.009);
        LikenessException refused =
                assertThrows(LikenessException.class, () -> registry.changeServing(model, promotion(2, false)));
        assertTrue(String.valueOf(refused.getMessage()).contains("which is still being compared"), refused::toString);
        change(promotion(2, true));
        change(new ChangeServing(
                UUID.randomUUID().toString(), ServingCause.ROLLBACK, 1, null, false, "ada", "not so good", "cause"));
        answer();
        assertEquals(1, plan().stable(), "it passed, and was taken back before");
        assertTrue(history().decisions().getFirst().passed());
    }

    @Test
    void servesAtOnceWhereNothingServesAnyMore() {
        register("first", 0.010);
        register("second", 0.020);
        registry.delete(new VersionRef(model, 1), "cause");
        TestEvaluator.send(new EvaluationFailed(
                history().pending().getFirst().evaluationId(),
                new Failure(ErrorCode.NOT_FOUND, "its files are gone", false)));
        Awaitility.await().atMost(PATIENCE).until(() -> history().pending().isEmpty());
        assertEquals(2, plan().stable());
    }

    @Test
    void anAnswerThatComesTwiceOrForADeletedVersionChangesNothing() {
        register("first", 0.010);
        register("second", 0.009);
        ModelHistory asked = history();
        answer();
        long revision = plan().revision();
        register("third", 0.008);
        String third = history().pending().getFirst().evaluationId();
        registry.delete(new VersionRef(model, 3), "cause");
        Failure late = new Failure(ErrorCode.DATASET_UNUSABLE, "too late", false);
        TestEvaluator.send(new EvaluationFailed(asked.pending().getFirst().evaluationId(), late));
        TestEvaluator.send(new EvaluationFailed(third, late));
        register("fourth", 0.007);
        answer();
        assertEquals(revision + 1, plan().revision());
        assertEquals(4, plan().stable());
    }

    @Test
    void holdsVersionsAgainstTheRulesThatWereDeclared() {
        register("first", 0.010);
        GateRules standard = registry.findGate(model).orElseThrow();
        assertEquals(GateRules.standard(model.value()), standard);
        ChangeGate declared = new ChangeGate(
                List.of(GateRule.worseByShare(GateMetric.SAMPLE_FRECHET_DISTANCE, 0.5)), 0L, "ada", "we can wait");
        GateRules changed = registry.changeGate(model, declared).orElseThrow();
        assertEquals(List.of(1L, "ada"), List.of(changed.revision(), String.valueOf(changed.by())));
        assertEquals(changed, registry.changeGate(model, declared).orElseThrow(), "the same again");
        register("worse", 0.014);
        answer();
        assertEquals(2, plan().stable());
        assertEquals(1L, history().decisions().getFirst().rules());
        ChangeGate late = new ChangeGate(List.of(), 0L, "ada", "no rules at all");
        assertEquals(
                ErrorCode.STATE_CONFLICT,
                assertThrows(LikenessException.class, () -> registry.changeGate(model, late))
                        .code());
        assertEquals(Optional.empty(), registry.findGate(new ModelName("none-" + UUID.randomUUID())));
    }

    private static EvaluateVersions asked(String evaluationId) {
        try (TopicReader reader =
                TopicReader.open(TestPlatform.shared().bootstrapServers(), Topic.EVALUATION_COMMAND.topicName())) {
            ConsumerRecord<String, byte[]> found = reader
                    .awaitAll(
                            PATIENCE, records -> records.stream().anyMatch(record -> evaluationId.equals(record.key())))
                    .stream()
                    .filter(record -> evaluationId.equals(record.key()))
                    .findFirst()
                    .orElseThrow();
            Map<String, byte[]> headers = new LinkedHashMap<>();
            found.headers().forEach(header -> headers.put(header.key(), header.value()));
            return (EvaluateVersions) Event.decode(Topic.EVALUATION_COMMAND, headers, found.value())
                    .payload();
        }
    }

    private void answer() {
        TestEvaluator.answer(this::history, registry);
    }

    private ModelHistory history() {
        return registry.findModel(model).orElseThrow();
    }

    private ServingPlan plan() {
        return registry.findServing(model).orElseThrow();
    }

    private void change(ChangeServing change) {
        assertTrue(registry.changeServing(model, change).isPresent());
    }

    private static ChangeServing promotion(int version, boolean overrule) {
        return new ChangeServing(
                UUID.randomUUID().toString(),
                ServingCause.PROMOTION,
                version,
                null,
                overrule,
                null,
                "they are better",
                "cause");
    }

    private ModelVersion register(String training, double loss) {
        TrainedVersion trained = TrainedVersion.store(store, model.value(), model + "-" + training, loss);
        return registry.register(trained.trainingId(), trained.request());
    }
}
