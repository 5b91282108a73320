package io.likeness.gateway.policy;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Whether a policy wants a training, and why not if it does not.
 *
 * @param reason one sentence for a person
 * @param until when that changes by itself, absent where it depends on something else
 */
@Schema(name = "PolicyStanding", description = "Whether a policy wants a training now, and why not if it does not")
record Standing(State state, String reason, @Nullable Instant until) {

    /** What a policy does next. */
    enum State {
        @JsonProperty("wants-training")
        WANTS_TRAINING,
        /** There is something to learn, and something is in the way. */
        @JsonProperty("held")
        HELD,
        @JsonProperty("up-to-date")
        UP_TO_DATE
    }

    /** What follows from what is known. */
    static Standing of(TrainingPolicy policy, PolicyFacts known, Instant now) {
        if (known.datasetId() == null) {
            return upToDate("no dataset named '%s' is sealed yet".formatted(policy.dataset()));
        }
        if (known.learning() != null) {
            return upToDate("training %s learns from the newest dataset named '%s'"
                    .formatted(known.learning(), policy.dataset()));
        }
        if (known.running() != null) {
            return held("training %s has not ended".formatted(known.running()), null);
        }
        if (known.learned()) {
            return upToDate("it has learned from the newest dataset named '%s'".formatted(policy.dataset()));
        }
        if (known.failed() != null) {
            return held(
                    "%s; another begins on the next dataset, or when the policy is declared again"
                            .formatted(known.failed()),
                    null);
        }
        if (known.newImages() < policy.newImages()) {
            return held("%d new images, %d are waited for".formatted(known.newImages(), policy.newImages()), null);
        }
        if (policy.paused()) {
            return held("the policy is paused", null);
        }
        if (known.leaving() && policy.from() == TrainingPolicy.Start.CHAMPION) {
            return held("the version that serves is being deleted", null);
        }
        Instant next = known.lastBegan() == null ? now : known.lastBegan().plus(policy.least());
        if (next.isAfter(now)) {
            return held("the last training began less than %d s ago".formatted(policy.leastSeconds()), next);
        }
        if (policy.cpuHours() != null && known.cpuHours() >= policy.cpuHours()) {
            return held(
                    String.format(
                            Locale.ROOT,
                            "%.2f of %.2f CPU hours of %d days are spent",
                            known.cpuHours(),
                            policy.cpuHours(),
                            policy.budgetDays()),
                    known.freed());
        }
        return new Standing(
                State.WANTS_TRAINING,
                "%d new images in the dataset named '%s'".formatted(known.newImages(), policy.dataset()),
                null);
    }

    private static Standing upToDate(String reason) {
        return new Standing(State.UP_TO_DATE, reason, null);
    }

    private static Standing held(String reason, @Nullable Instant until) {
        return new Standing(State.HELD, reason, until);
    }
}
