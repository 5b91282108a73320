package io.likeness.client;

/**
 * The kinds of jobs, and how each is asked for.
 *
 * @param word for people
 */
public record JobKind<J extends Job>(String word, Call<J> call, Call<J[]> list, Call<Void> events, Call<J> cancel) {
    public static final JobKind<Dataset> DATASET =
            new JobKind<>("dataset", Calls.DATASET, Calls.DATASETS, Calls.DATASET_EVENTS, Calls.CANCEL_DATASET);
    public static final JobKind<Training> TRAINING =
            new JobKind<>("training", Calls.TRAINING, Calls.TRAININGS, Calls.TRAINING_EVENTS, Calls.CANCEL_TRAINING);
    public static final JobKind<Generation> GENERATION = new JobKind<>(
            "generation", Calls.GENERATION, Calls.GENERATIONS, Calls.GENERATION_EVENTS, Calls.CANCEL_GENERATION);
}
