package io.likeness.gateway.webhook;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.likeness.contracts.Require;
import io.likeness.gateway.dataset.DatasetStatus;
import io.likeness.gateway.ledger.JobKind;
import io.likeness.gateway.ledger.JobStatus;
import java.util.Arrays;
import java.util.List;

/** What a webhook can be told of, in the words of the resources' states. */
public enum EventType {
    @JsonProperty("dataset.sealed")
    DATASET_SEALED("dataset.sealed"),
    @JsonProperty("dataset.rejected")
    DATASET_REJECTED("dataset.rejected"),
    @JsonProperty("dataset.canceled")
    DATASET_CANCELED("dataset.canceled"),
    @JsonProperty("dataset.expired")
    DATASET_EXPIRED("dataset.expired"),
    @JsonProperty("training.succeeded")
    TRAINING_SUCCEEDED("training.succeeded"),
    @JsonProperty("training.failed")
    TRAINING_FAILED("training.failed"),
    @JsonProperty("training.canceled")
    TRAINING_CANCELED("training.canceled"),
    @JsonProperty("training.expired")
    TRAINING_EXPIRED("training.expired"),
    @JsonProperty("generation.succeeded")
    GENERATION_SUCCEEDED("generation.succeeded"),
    @JsonProperty("generation.failed")
    GENERATION_FAILED("generation.failed"),
    @JsonProperty("generation.canceled")
    GENERATION_CANCELED("generation.canceled"),
    @JsonProperty("generation.expired")
    GENERATION_EXPIRED("generation.expired"),
    @JsonProperty("model.registered")
    MODEL_REGISTERED("model.registered"),
    @JsonProperty("model.promoted")
    MODEL_PROMOTED("model.promoted"),
    @JsonProperty("rollout.changed")
    ROLLOUT_CHANGED("rollout.changed"),
    /** Sent when somebody asks for it, whatever a webhook is told of otherwise. */
    @JsonProperty("webhook.test")
    TEST("webhook.test");

    private final String word;

    EventType(String word) {
        this.word = word;
    }

    /** The form of the wire and of the tables. */
    String word() {
        return word;
    }

    /** The end of a job, in the outward words of its kind. */
    static EventType of(JobKind kind, JobStatus end) {
        String state = kind == JobKind.DATASET ? DatasetStatus.of(end).word() : end.word();
        return parse("type", kind.word() + "." + state);
    }

    /** @throws io.likeness.contracts.LikenessException {@code INVALID_REQUEST} naming the field and those that there are */
    static EventType parse(String field, String word) {
        return Arrays.stream(values())
                .filter(type -> type.word.equals(word))
                .findFirst()
                .orElseThrow(() -> Require.invalid(field, "one of " + words(), "'" + word + "'"));
    }

    private static List<String> words() {
        return Arrays.stream(values()).map(EventType::word).toList();
    }
}
