package io.likeness.generator.serving;

import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.LikenessException;
import io.likeness.contracts.Require;
import io.likeness.contracts.model.ModelName;
import io.likeness.contracts.model.ModelVersion;
import io.likeness.contracts.model.VersionRef;
import io.likeness.generator.GeneratorConfiguration;
import io.likeness.platform.runtime.Loop;
import io.likeness.registry.client.RegistryClient;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the champions that are in use here those of the registry, and no version that it has deleted: whenever the event channel is assigned anew, at an interval, and at
 * each promotion. The registry's answer counts; an event's own content counts only while the registry is away. Safe for threads.
 */
@ApplicationScoped
class ChampionReconciliation {
    private static final Logger LOG = LoggerFactory.getLogger(ChampionReconciliation.class);

    private final RegistryClient registry;
    private final ModelShelf shelf;
    private final Duration interval;
    private final Duration retry;
    private final Set<String> refused = ConcurrentHashMap.newKeySet();

    /** Held from the question to the registry until its answer is applied, so that an older answer never replaces a newer. */
    private final ReentrantLock order = new ReentrantLock();

    private volatile @Nullable Loop loop;

    ChampionReconciliation(RegistryClient registry, ModelShelf shelf, GeneratorConfiguration configuration) {
        this.registry = registry;
        this.shelf = shelf;
        this.interval = between(
                "reconcile-interval", configuration.reconcileInterval(), Duration.ofMillis(100), Duration.ofDays(1));
        this.retry =
                between("reconcile-retry", configuration.reconcileRetry(), Duration.ofMillis(10), Duration.ofHours(1));
    }

    void start(@Observes StartupEvent event) {
        loop = Loop.start("champion-reconciliation", this::reconcile);
    }

    /** ONNX Runtime must not be closed under a load: loads end first, then models. */
    void stop(@Observes ShutdownEvent event) {
        Loop running = loop;
        if (running != null) {
            running.close();
        }
        shelf.close();
    }

    /** Asks the registry soon; before the start there is nothing to ask for. */
    void wake() {
        Loop running = loop;
        if (running != null) {
            running.wake();
        }
    }

    /**
     * Serves what a promotion announces, where somebody may soon ask for it.
     *
     * @throws LikenessException if that must wait for the object store
     */
    void promoted(ModelVersion announced) {
        order.lock();
        try {
            if (shelf.wants(announced.name())) {
                championNow(announced).ifPresent(this::serve);
            }
        } catch (LikenessException e) {
            if (e.code() != ErrorCode.REGISTRY_UNAVAILABLE) {
                throw e;
            }
            // Events of other models do not wait for it.
            wake();
        } finally {
            order.unlock();
        }
    }

    /** Serves a version no more that has been deleted, were it champion or asked for by its number. */
    void deleted(VersionRef version) {
        order.lock();
        try {
            shelf.forget(version);
        } finally {
            order.unlock();
        }
    }

    /** Empty if what was announced has been deleted since, and nothing serves any more. */
    private Optional<ModelVersion> championNow(ModelVersion announced) {
        try {
            return registry.findChampion(new ModelName(announced.name()));
        } catch (LikenessException e) {
            // Events of a model come in order, and a rollback is to a smaller number.
            return Optional.of(announced);
        }
    }

    private Duration reconcile() {
        boolean complete = true;
        for (String name : shelf.championNames()) {
            complete &= reconciled(name);
        }
        for (VersionRef version : shelf.otherVersions()) {
            complete &= reconciled(version);
        }
        return complete ? interval : retry;
    }

    /** Whether the registry answered and what serves is what it said, or cannot be. */
    private boolean reconciled(String name) {
        order.lock();
        try {
            Optional<ModelVersion> champion = registry.findChampion(new ModelName(name));
            champion.ifPresentOrElse(this::serve, () -> shelf.dethrone(name));
            return true;
        } catch (RuntimeException e) {
            LOG.warn("champion not reconciled, will try again name={} cause={}", name, String.valueOf(e.getMessage()));
            return false;
        } finally {
            order.unlock();
        }
    }

    /** Whether the registry answered; what it deleted while this generator did not listen is unloaded. */
    private boolean reconciled(VersionRef version) {
        order.lock();
        try {
            if (!registered(version)) {
                shelf.forget(version);
            }
            return true;
        } catch (RuntimeException e) {
            LOG.warn(
                    "version not reconciled, will try again version={} cause={}",
                    version,
                    String.valueOf(e.getMessage()));
            return false;
        } finally {
            order.unlock();
        }
    }

    private boolean registered(VersionRef version) {
        try {
            return registry.findVersion(version).isPresent();
        } catch (LikenessException e) {
            if (e.code() == ErrorCode.GONE) {
                return false;
            }
            throw e;
        }
    }

    /** A version that cannot serve is reported once and leaves what serves in place; what may pass is thrown. */
    private void serve(ModelVersion champion) {
        try {
            shelf.promote(champion);
        } catch (LikenessException e) {
            if (e.retriable()) {
                throw e;
            }
            if (refused.add(champion.digest())) {
                LOG.error(
                        "champion cannot serve, the one before stays name={} version={} code={} cause={}",
                        champion.name(),
                        champion.version(),
                        e.code(),
                        e.getMessage());
            }
        }
    }

    private static Duration between(String key, Duration value, Duration least, Duration most) {
        Require.between("likeness.generator." + key + " (ms)", value.toMillis(), least.toMillis(), most.toMillis());
        return value;
    }
}
