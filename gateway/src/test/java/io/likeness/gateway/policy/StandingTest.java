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
    private static final Known READY = new Known("d2", false, 100, null, NOW.minusSeconds(3600), 0.5, FREED);

    @Test
    void wantsATrainingWhereNothingIsInTheWay() {
        assertEquals(
                new Standing(State.WANTS_TRAINING, "100 new images in the dataset named 'people'", null),
                Standing.of(POLICY, READY, NOW));
        Known first = new Known("d1", false, 100, null, null, 0, null);
        assertEquals(State.WANTS_TRAINING, Standing.of(POLICY, first, NOW).state());
    }

    @Test
    void hasNothingToLearnWithoutANewDataset() {
        Known none = new Known(null, false, 0, null, null, 0, null);
        assertEquals(
                new Standing(State.UP_TO_DATE, "no dataset named 'people' is sealed yet", null),
                Standing.of(POLICY, none, NOW));
        Known learned = new Known("d2", true, 100, null, null, 0, null);
        assertEquals(State.UP_TO_DATE, Standing.of(POLICY, learned, NOW).state());
    }

    @Test
    void waitsForEnoughNewImages() {
        Known few = new Known("d2", false, 99, null, null, 0, null);
        assertEquals(
                new Standing(State.HELD, "99 new images, 100 are waited for", null), Standing.of(POLICY, few, NOW));
    }

    @Test
    void waitsForTheTrainingThatRuns() {
        Known running = new Known("d2", false, 100, "t1", NOW.minusSeconds(3600), 0, null);
        assertEquals(new Standing(State.HELD, "training t1 has not ended", null), Standing.of(POLICY, running, NOW));
    }

    @Test
    void keepsItsDistanceAndSaysUntilWhen() {
        Instant then = NOW.minus(Duration.ofMinutes(59));
        Known soon = new Known("d2", false, 100, null, then, 0, null);
        assertEquals(
                new Standing(State.HELD, "the last training began less than 3600 s ago", then.plusSeconds(3600)),
                Standing.of(POLICY, soon, NOW));
    }

    @Test
    void spendsNoMoreThanItsBudgetAndSaysUntilWhen() {
        Known spent = new Known("d2", false, 100, null, null, 8, FREED);
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
