package io.likeness.gateway.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.likeness.gateway.policy.Standing.State;
import io.likeness.gateway.policy.TrainingPolicy.Start;
import io.likeness.gateway.training.TrainingRequest;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Each thing that may be in a training's way, alone. */
final class StandingTest {
    private static final Instant NOW = Instant.parse("2026-11-29T20:00:00Z");
    private static final Instant FREED = Instant.parse("2026-12-03T20:00:00Z");
    private static final TrainingPolicy POLICY = policy(false);
    private static final PolicyFacts READY =
            new PolicyFacts("d2", false, null, null, 100, null, NOW.minusSeconds(3600), 0.5, FREED, false);

    @Test
    void wantsATrainingWhereNothingIsInTheWay() {
        assertEquals(
                new Standing(State.WANTS_TRAINING, "100 new images in the dataset named 'people'", null),
                Standing.of(POLICY, READY, NOW));
        PolicyFacts first = new PolicyFacts("d1", false, null, null, 100, null, null, 0, null, false);
        assertEquals(State.WANTS_TRAINING, Standing.of(POLICY, first, NOW).state());
    }

    @Test
    void hasNothingToLearnWithoutANewDataset() {
        PolicyFacts none = new PolicyFacts(null, false, null, null, 0, null, null, 0, null, false);
        assertEquals(
                new Standing(State.UP_TO_DATE, "no dataset named 'people' is sealed yet", null),
                Standing.of(POLICY, none, NOW));
        PolicyFacts learning = new PolicyFacts("d2", false, "t1", null, 100, "t1", null, 0, null, false);
        assertEquals(
                new Standing(State.UP_TO_DATE, "training t1 learns from the newest dataset named 'people'", null),
                Standing.of(POLICY, learning, NOW));
        PolicyFacts learned = new PolicyFacts("d2", true, null, null, 100, null, null, 0, null, false);
        assertEquals(State.UP_TO_DATE, Standing.of(POLICY, learned, NOW).state());
    }

    @Test
    void waitsForEnoughNewImages() {
        PolicyFacts few = new PolicyFacts("d2", false, null, null, 99, null, null, 0, null, false);
        assertEquals(
                new Standing(State.HELD, "99 new images, 100 are waited for", null), Standing.of(POLICY, few, NOW));
    }

    @Test
    void waitsForTheTrainingThatRuns() {
        PolicyFacts running =
                new PolicyFacts("d2", false, null, null, 100, "t1", NOW.minusSeconds(3600), 0, null, false);
        assertEquals(new Standing(State.HELD, "training t1 has not ended", null), Standing.of(POLICY, running, NOW));
    }

    @Test
    void saysWhatBecameOfATrainingThatFailed() {
        PolicyFacts failed =
                new PolicyFacts("d2", false, null, "training t1 has ended: failed", 100, null, NOW, 0, null, false);
        assertEquals(
                new Standing(
                        State.HELD,
                        "training t1 has ended: failed; another begins on the next dataset, or when the policy is declared again",
                        null),
                Standing.of(POLICY, failed, NOW));
    }

    @Test
    void waitsForWhatServesAfterADeletion() {
        PolicyFacts leaving = new PolicyFacts("d2", false, null, null, 100, null, null, 0, null, true);
        assertEquals(
                new Standing(State.HELD, "the version that serves is being deleted", null),
                Standing.of(POLICY, leaving, NOW));
    }

    @Test
    void keepsItsDistanceAndSaysUntilWhen() {
        Instant then = NOW.minus(Duration.ofMinutes(59));
        PolicyFacts soon = new PolicyFacts("d2", false, null, null, 100, null, then, 0, null, false);
        assertEquals(
                new Standing(State.HELD, "the last training began less than 3600 s ago", then.plusSeconds(3600)),
                Standing.of(POLICY, soon, NOW));
    }

    @Test
    void spendsNoMoreThanItsBudgetAndSaysUntilWhen() {
        PolicyFacts spent = new PolicyFacts("d2", false, null, null, 100, null, null, 8, FREED, false);
        assertEquals(
                new Standing(State.HELD, "8.00 of 8.00 CPU hours of 30 days are spent", FREED),
                Standing.of(POLICY, spent, NOW));
    }

    @Test
    void beginsNoneWhilePaused() {
        assertEquals(new Standing(State.HELD, "the policy is paused", null), Standing.of(policy(true), READY, NOW));
    }

    private static TrainingPolicy policy(boolean paused) {
        return new TrainingPolicy("people", Start.CHAMPION, 100, 3600, 8.0, 30, paused, TrainingRequest.BY_DEFAULT);
    }
}
