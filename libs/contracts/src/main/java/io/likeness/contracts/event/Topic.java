package io.likeness.contracts.event;

import static java.util.stream.Collectors.toUnmodifiableMap;

import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.LikenessException;
import io.likeness.contracts.Payload;
import io.likeness.contracts.dataset.DatasetBatch;
import io.likeness.contracts.dataset.DatasetCommand;
import io.likeness.contracts.dataset.DatasetEvent;
import io.likeness.contracts.evaluation.EvaluationCommand;
import io.likeness.contracts.evaluation.EvaluationEvent;
import io.likeness.contracts.generation.GenerationCommand;
import io.likeness.contracts.generation.GenerationEvent;
import io.likeness.contracts.model.ModelEvent;
import io.likeness.contracts.retraining.RetrainingEvent;
import io.likeness.contracts.training.TrainingCommand;
import io.likeness.contracts.training.TrainingEvent;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;

/** The catalogue: every topic, its payload family and its partitions. Topics are created from it before anything is sent. */
public enum Topic {
    DATASET_COMMAND("likeness.dataset.command.v1", DatasetCommand.class),
    DATASET_BATCH("likeness.dataset.batch.v1", DatasetBatch.class),
    DATASET_EVENT("likeness.dataset.event.v1", DatasetEvent.class),
    TRAINING_COMMAND("likeness.training.command.v1", TrainingCommand.class),
    TRAINING_EVENT("likeness.training.event.v1", TrainingEvent.class),
    EVALUATION_COMMAND("likeness.evaluation.command.v1", EvaluationCommand.class),
    EVALUATION_EVENT("likeness.evaluation.event.v1", EvaluationEvent.class),
    RETRAINING_EVENT("likeness.retraining.event.v1", RetrainingEvent.class),
    MODEL_EVENT("likeness.model.event.v1", ModelEvent.class),
    GENERATION_COMMAND("likeness.generation.command.v1", GenerationCommand.class),
    GENERATION_EVENT("likeness.generation.event.v1", GenerationEvent.class);

    /** Bounds how many instances of one service share a topic's work. */
    public static final int PARTITIONS = 4;

    private final String topicName;
    private final Class<? extends Payload> family;
    private final Map<String, Class<?>> payloads;

    Topic(String topicName, Class<? extends Payload> family) {
        this.topicName = topicName;
        this.family = family;
        this.payloads = Arrays.stream(family.getPermittedSubclasses())
                .collect(toUnmodifiableMap(type -> topicName + "." + type.getSimpleName(), Function.identity()));
    }

    /** Whether its records ask for something, so that somebody waits for each one's end; all others tell what has happened. */
    public boolean carriesCommands() {
        return switch (this) {
            case DATASET_COMMAND, TRAINING_COMMAND, EVALUATION_COMMAND, GENERATION_COMMAND -> true;
            case DATASET_BATCH,
                    DATASET_EVENT,
                    TRAINING_EVENT,
                    EVALUATION_EVENT,
                    RETRAINING_EVENT,
                    MODEL_EVENT,
                    GENERATION_EVENT -> false;
        };
    }

    /** {@code likeness.<aggregate>.<fact>.v<major>}. */
    public String topicName() {
        return topicName;
    }

    /** Where records go that a consumer of this topic could not handle. */
    public String deadLetterTopicName() {
        return topicName + ".dlq";
    }

    /** The payload records of this topic by their {@code ce_type}. */
    public Map<String, Class<?>> payloads() {
        return payloads;
    }

    public static Topic of(Payload payload) {
        for (Topic topic : values()) {
            if (topic.family.isInstance(payload)) {
                return topic;
            }
        }
        throw new IllegalStateException("no topic for " + payload.getClass());
    }

    /** The {@code ce_type} of a payload: topic name, dot, record name. */
    public static String typeOf(Payload payload) {
        return of(payload).topicName + "." + payload.getClass().getSimpleName();
    }

    /** @throws LikenessException {@code MALFORMED_EVENT} for a name that the catalogue does not have */
    public static Topic named(String topicName) {
        for (Topic topic : values()) {
            if (topic.topicName.equals(topicName)) {
                return topic;
            }
        }
        throw new LikenessException(
                ErrorCode.MALFORMED_EVENT, "topic: expected one of the catalogue, found " + topicName);
    }
}
