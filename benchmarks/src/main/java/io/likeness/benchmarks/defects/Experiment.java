package io.likeness.benchmarks.defects;

import io.likeness.benchmarks.chaos.Door;
import io.likeness.benchmarks.chaos.Preparation;
import io.likeness.benchmarks.chaos.RunningSystem;
import io.likeness.benchmarks.defects.Ending.End;
import io.likeness.contracts.model.ModelName;
import io.likeness.contracts.model.ModelVersion;
import io.likeness.platform.store.MinioObjectStore;
import io.likeness.registry.client.HttpRegistryClient;
import io.likeness.registry.client.RegistryClient;
import io.likeness.registry.client.RegistrySettings;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

/** A system in which a good version serves, and others are to come. For one thread. */
final class Experiment implements AutoCloseable {
    private static final ModelName MODEL = new ModelName("planted");
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final long MOST_BYTES = 64 << 20;

    private final Door door;
    private final RegistryClient registry;
    private final Versions versions;
    private final ModelEvents events;
    private final Recipe recipe;
    private final Original good;

    private Experiment(
            Door door, RegistryClient registry, Versions versions, ModelEvents events, Recipe recipe, Original good) {
        this.door = door;
        this.registry = registry;
        this.versions = versions;
        this.events = events;
        this.recipe = recipe;
        this.good = good;
    }

    /** Trains the version that serves. */
    static Experiment begin(RunningSystem system, Recipe recipe) throws IOException, InterruptedException {
        Door door = new Door(system.gateways());
        RegistryClient registry = new HttpRegistryClient(new RegistrySettings(
                system.registry(), Duration.ofSeconds(2), PATIENCE, 3, Duration.ofSeconds(1), MOST_BYTES));
        Versions versions = new Versions(new MinioObjectStore(StoreAccess.of(system)), registry);
        System.out.println("training: " + recipe);
        recipe.make(new Preparation(door), MODEL.value());
        ModelVersion champion = registry.findChampion(MODEL).orElseThrow();
        return new Experiment(
                door, registry, versions, new ModelEvents(system.bootstrapServers()), recipe, versions.fetch(champion));
    }

    /**
     * One version after the other, while a client draws.
     *
     * @param labels that are inverted, each in a version of its own
     * @param same how many that differ in nothing
     */
    DefectsVerdict run(List<Defect> defects, List<String> labels, int same) throws InterruptedException {
        Observer observer = new Observer(events, registry);
        List<Planted> planted = new ArrayList<>();
        List<Ending> repeated = new ArrayList<>();
        SteadyClient client = new SteadyClient(door, MODEL.value());
        try (client) {
            for (Defect defect : defects) {
                for (String label : defect.ofALabel() ? labels : List.of("")) {
                    planted.add(plant(defect, label, observer, client));
                }
            }
            for (int i = 1; i <= same; i++) {
                Ending ending = observer.await(versions.register(good, Map.of()));
                System.out.printf("the same again, %d: %s%n", i, ending.end());
                repeated.add(ending);
            }
        }
        return new DefectsVerdict(
                recipe.toString(),
                planted,
                repeated.isEmpty() ? null : new Repeated(repeated),
                client.asked(),
                client.complaints());
    }

    private Planted plant(Defect defect, String label, Observer observer, SteadyClient client)
            throws InterruptedException {
        ModelVersion version = versions.register(good, defect.plant(good, label));
        Ending ending = observer.await(version);
        String title = defect.title(label);
        System.out.printf("%s: %s, %s%n", title, ending.end(), ending.reason());
        boolean serves = Objects.equals(
                registry.findServing(MODEL).orElseThrow().stable(),
                good.version().version());
        if (ending.end() == End.LIVE) {
            takeBack();
        }
        return new Planted(title, version.version(), ending, client.answeredBy(version.version()), serves);
    }

    /** So that the next one is compared with the good version, too. */
    private void takeBack() throws InterruptedException {
        Preparation.require(door.post(
                "/v1/models/" + MODEL + "/rollback",
                Map.of("reason", "it has a defect", "version", good.version().version()),
                UUID.randomUUID().toString(),
                PATIENCE));
    }

    @Override
    public void close() {
        events.close();
    }
}
