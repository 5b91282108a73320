package io.likeness.generator.serving;

import io.likeness.contracts.Require;
import io.likeness.contracts.model.RolloutChanged;
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
 * Kafka it learns from the answers. Loads and draws beside that, so that a slow one silences nobody. Safe for threads.
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

    private volatile @Nullable Loop reports;
    private volatile @Nullable Loop work;

    RolloutParticipation(RegistryClient registry, ModelShelf shelf, GeneratorConfiguration configuration) {
        this.registry = registry;
        this.shelf = shelf;
        this.idle = configuration.reportInterval();
        Require.between("likeness.generator.report-interval (ms)", idle.toMillis(), 100, 10_000);
    }

    void start(@Observes StartupEvent event) {
        reports = Loop.start("rollout-reports", this::report);
        work = Loop.start("rollout-pairs", this::work);
    }

    void stop(@Observes @Priority(BEFORE_MODELS) ShutdownEvent event) {
        close(reports);
        close(work);
    }

    /** What Kafka tells; what has ended ends here also while the registry is away. */
    void heard(RolloutChanged changed) {
        if (changed.state().ended()) {
            trials.remove(changed.rolloutId());
        }
        wake(reports);
    }

    /** Whether a version is being rolled out. */
    boolean rollsOut(String name, int version) {
        return trials.values().stream().anyMatch(trial -> trial.isOf(name, version));
    }

    /** What became of a request that a version was to answer, if it is being rolled out. */
    public void asked(String name, int version, boolean good) {
        trials.values().stream().filter(trial -> trial.isOf(name, version)).forEach(trial -> trial.asked(good));
    }

    private Duration report() {
        List<RolloutReport> known = trials.values().stream().map(Trial::report).toList();
        boolean changed = adopt(registry.report(id, new GeneratorReport(known)));
        if (changed) {
            wake(work);
        }
        return trials.isEmpty() ? idle : changed ? SOON : BUSY;
    }

    private Duration work() {
        trials.values().forEach(Trial::work);
        return trials.isEmpty() ? Duration.ofMinutes(1) : BUSY;
    }

    /** Whether there is something to do that there was not before. */
    boolean adopt(List<Rollout> open) {
        Set<String> ids = open.stream().map(Rollout::id).collect(Collectors.toSet());
        trials.keySet().retainAll(ids);
        boolean changed = false;
        for (Rollout rollout : open) {
            Trial known = trials.get(rollout.id());
            if (known == null) {
                trials.put(rollout.id(), new Trial(rollout, shelf, id));
                changed = true;
            } else {
                changed |= known.report().share() != rollout.share();
                known.heard(rollout);
            }
        }
        return changed;
    }

    private static void wake(@Nullable Loop loop) {
        if (loop != null) {
            loop.wake();
        }
    }

    private static void close(@Nullable Loop loop) {
        if (loop != null) {
            loop.close();
        }
    }
}
