package io.likeness.generator.serving;

import io.likeness.contracts.Require;
import io.likeness.contracts.rollout.GeneratorReport;
import io.likeness.contracts.rollout.Rollout;
import io.likeness.contracts.rollout.RolloutReport;
import io.likeness.generator.GeneratorConfiguration;
import io.likeness.platform.runtime.Loop;
import io.likeness.registry.client.RegistryClient;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Tells the registry that this generator is there, and takes part in the rollouts that are open: often while there are some, now and then else. What it missed on
 * Kafka it learns from the answers. Safe for threads.
 */
@ApplicationScoped
public class RolloutParticipation {
    private static final Duration SOON = Duration.ofMillis(10);
    private static final Duration BUSY = Duration.ofSeconds(1);

    /** Loads end before models are unloaded. */
    private static final int BEFORE_MODELS = 1000;

    private final RegistryClient registry;
    private final ModelShelf shelf;
    private final Duration idle;
    private final String id = UUID.randomUUID().toString();

    /** By the rollout's id. */
    private final Map<String, Trial> trials = new ConcurrentHashMap<>();

    private volatile @Nullable Loop loop;

    RolloutParticipation(RegistryClient registry, ModelShelf shelf, GeneratorConfiguration configuration) {
        this.registry = registry;
        this.shelf = shelf;
        this.idle = configuration.reportInterval();
        Require.between("likeness.generator.report-interval (ms)", idle.toMillis(), 100, 60_000);
    }

    void start(@Observes StartupEvent event) {
        loop = Loop.start("rollouts", this::turn);
    }

    void stop(@Observes @Priority(BEFORE_MODELS) ShutdownEvent event) {
        Loop running = loop;
        if (running != null) {
            running.close();
        }
    }

    /** Something has changed; before the start there is nothing to ask for. */
    void wake() {
        Loop running = loop;
        if (running != null) {
            running.wake();
        }
    }

    /** Whether a version is being rolled out. */
    boolean rollsOut(String name, int version) {
        return trials.values().stream().anyMatch(trial -> trial.isOf(name, version));
    }

    /** What became of pictures that users asked for, if the version is being rolled out. */
    public void asked(String name, int version, int count, boolean good) {
        trials.values().stream().filter(trial -> trial.isOf(name, version)).forEach(trial -> trial.asked(count, good));
    }

    private Duration turn() {
        trials.values().forEach(Trial::work);
        List<RolloutReport> reports =
                trials.values().stream().map(Trial::report).toList();
        boolean changed = adopt(registry.report(id, new GeneratorReport(reports)));
        return trials.isEmpty() ? idle : changed ? SOON : BUSY;
    }

    /** Whether there is something to do that there was not before. */
    boolean adopt(List<Rollout> open) {
        Set<String> ids = open.stream().map(Rollout::id).collect(Collectors.toSet());
        trials.keySet().retainAll(ids);
        boolean changed = false;
        for (Rollout rollout : open) {
            Trial known = trials.get(rollout.id());
            if (known == null) {
                trials.put(rollout.id(), new Trial(rollout, shelf));
                changed = true;
            } else {
                changed |= known.report().share() != rollout.share();
                known.heard(rollout);
            }
        }
        return changed;
    }
}
