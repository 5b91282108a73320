package io.likeness.client;

import java.util.Set;

/** The operations that this client uses. */
public final class Calls {
    private static final String LIMIT = "limit";
    private static final String STATUS = "status";
    private static final String KEY = "Idempotency-Key";

    static final Call<Void> BEGIN_UPLOAD = Call.post("/v1/uploads", null, Void.class);
    static final Call<Void> LOOK_AT_UPLOAD = new Call<>("HEAD", "/v1/uploads/{id}", Set.of(), null, Void.class);
    static final Call<Void> GO_ON_WITH_UPLOAD = new Call<>("PATCH", "/v1/uploads/{id}", Set.of(), null, Void.class);
    public static final Call<Upload> UPLOAD = Call.get("/v1/uploads/{id}", Upload.class);

    public static final Call<Dataset[]> DATASETS = Call.get("/v1/datasets", Dataset[].class, LIMIT, STATUS, "name");
    public static final Call<Dataset> DATASET = Call.get("/v1/datasets/{id}", Dataset.class);
    public static final Call<Void> DATASET_EVENTS = Call.file("/v1/datasets/{id}/events");
    public static final Call<ImportOutcome> IMPORT_REPORT = Call.get("/v1/datasets/{id}/report", ImportOutcome.class);
    public static final Call<Dataset> IMPORT = Call.post("/v1/datasets", DatasetWanted.class, Dataset.class, KEY);
    public static final Call<Diagnosis> DOCTOR = Call.get("/v1/datasets/{id}/doctor", Diagnosis.class);
    public static final Call<Dataset> REVISE = Call.post("/v1/datasets", RevisionWanted.class, Dataset.class, KEY);
    public static final Call<Dataset> CANCEL_DATASET = Call.post("/v1/datasets/{id}/cancel", null, Dataset.class);

    public static final Call<Training[]> TRAININGS =
            Call.get("/v1/trainings", Training[].class, LIMIT, STATUS, "model", "dataset");
    public static final Call<Training> TRAINING = Call.get("/v1/trainings/{id}", Training.class);
    public static final Call<Void> TRAINING_EVENTS = Call.file("/v1/trainings/{id}/events");
    public static final Call<Training> TRAIN = Call.post("/v1/trainings", TrainingWanted.class, Training.class, KEY);
    public static final Call<Training> CANCEL_TRAINING = Call.post("/v1/trainings/{id}/cancel", null, Training.class);

    public static final Call<Generation[]> GENERATIONS =
            Call.get("/v1/generations", Generation[].class, LIMIT, STATUS, "model");
    public static final Call<Generation> GENERATION = Call.get("/v1/generations/{id}", Generation.class);
    public static final Call<Void> GENERATION_EVENTS = Call.file("/v1/generations/{id}/events");
    public static final Call<Generation> GENERATE =
            Call.post("/v1/generations", GenerationWanted.class, Generation.class, KEY, "Prefer");
    public static final Call<Generation> CANCEL_GENERATION =
            Call.post("/v1/generations/{id}/cancel", null, Generation.class);
    public static final Call<Void> GRID = Call.file("/v1/generations/{id}/grid.png");
    public static final Call<Void> ANIMATION = Call.file("/v1/generations/{id}/animation.png");
    public static final Call<Void> IMAGE = Call.file("/v1/generations/{id}/images/{k}.png");
    public static final Call<Void> IMAGES = Call.file("/v1/generations/{id}/images.zip");

    public static final Call<Model.Summary[]> MODELS = Call.get("/v1/models", Model.Summary[].class);
    public static final Call<Model> MODEL = Call.get("/v1/models/{name}", Model.class);
    public static final Call<Version.Details> VERSION =
            Call.get("/v1/models/{name}/versions/{version}", Version.Details.class);

    public static final Call<Rollout[]> ROLLOUTS = Call.get("/v1/models/{name}/rollouts", Rollout[].class);
    public static final Call<Rollout> ROLLOUT = Call.get("/v1/rollouts/{id}", Rollout.class);
    public static final Call<Void> ROLLOUT_EVENTS = Call.file("/v1/rollouts/{id}/events");
    public static final Call<Rollout> PAUSE = rollout("pause");
    public static final Call<Rollout> RESUME = rollout("resume");
    public static final Call<Rollout> PROMOTE = rollout("promote");
    public static final Call<Rollout> ROLL_BACK = rollout("rollback");

    public static final Call<Void> CHANGES = Call.file("/v1/events");

    public static final Call<Key[]> KEYS = Call.get("/v1/keys", Key[].class);
    public static final Call<Key> MAKE_KEY = Call.post("/v1/keys", Key.Wanted.class, Key.class);
    public static final Call<Void> REVOKE_KEY = new Call<>("DELETE", "/v1/keys/{id}", Set.of(), null, Void.class);

    private Calls() {}

    private static Call<Rollout> rollout(String wish) {
        return Call.post("/v1/rollouts/{id}/" + wish, Rollout.Wish.class, Rollout.class);
    }
}
