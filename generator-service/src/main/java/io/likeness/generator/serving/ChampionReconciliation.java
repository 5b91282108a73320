package io.likeness.generator.serving;

import io.likeness.contracts.LikenessException;
import io.likeness.contracts.model.ModelName;
import io.likeness.contracts.model.ModelVersion;
import io.likeness.generator.GeneratorConfiguration;
import io.likeness.platform.web.Failures;
import io.likeness.registry.client.RegistryClient;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the registry's champions this generator's: at start, whenever the event channel is assigned anew, at an interval, and at
 * each promotion. The registry's answer counts; an event's own content counts only while the registry is away. Safe for threads.
 */
@ApplicationScoped
class ChampionReconciliation {
    private static final Logger LOG = LoggerFactory.getLogger(ChampionReconciliation.class);

    private final RegistryClient registry;
    private final ModelShelf shelf;
    private final Duration interval;
    private final Duration retry;
    private final Semaphore wakeUps = new Semaphore(0);
    private final Set<String> refused = ConcurrentHashMap.newKeySet();

    /** Held from the question to the registry until its answer is applied, so that an older answer never replaces a newer. */
    private final ReentrantLock order = new ReentrantLock();

    private @Nullable Thread thread;

    ChampionReconciliation(RegistryClient registry, ModelShelf shelf, GeneratorConfiguration configuration) {
        this.registry = registry;
        this.shelf = shelf;
        this.interval = configuration.reconcileInterval();
        this.retry = configuration.reconcileRetry();
    }

    void start(@Observes StartupEvent event) {
        thread = Thread.ofPlatform().daemon().name("champion-reconciliation").start(this::run);
    }

    /** ONNX Runtime must not be closed under a load: loads end first, then models. */
    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        if (thread != null) {
            thread.interrupt();
            thread.join(TimeUnit.SECONDS.toMillis(5));
        }
        shelf.close();
    }

    /** Asks the registry soon. */
    void wake() {
        wakeUps.release();
    }

    /**
     * Serves what a promotion announces.
     *
     * @throws LikenessException if that must wait for the object store
     */
    void promoted(ModelVersion announced) {
        order.lock();
        try {
            serve(championNow(announced));
        } finally {
            order.unlock();
        }
    }

    private ModelVersion championNow(ModelVersion announced) {
        try {
            return registry.findChampion(new ModelName(announced.name())).orElse(announced);
        } catch (LikenessException e) {
            return shelf.findKnownChampion(announced.name())
                    .filter(known -> known.version() > announced.version())
                    .orElse(announced);
        }
    }

    private void run() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                Duration pause = reconciled() ? interval : retry;
                if (wakeUps.tryAcquire(pause.toMillis(), TimeUnit.MILLISECONDS)) {
                    wakeUps.drainPermits();
                }
            }
        } catch (InterruptedException e) {
            LOG.debug("reconciliation stops");
        }
    }

    /** Whether the registry answered and every champion that can serve does. */
    private boolean reconciled() {
        order.lock();
        try {
            boolean complete = true;
            for (ModelVersion champion : registry.fetchChampions()) {
                complete &= served(champion);
            }
            return complete;
        } catch (VirtualMachineError e) {
            throw e;
        } catch (RuntimeException | Error e) {
            LOG.warn("champions not reconciled, will try again cause={}", String.valueOf(e));
            return false;
        } finally {
            order.unlock();
        }
    }

    private boolean served(ModelVersion champion) {
        try {
            serve(champion);
            return true;
        } catch (VirtualMachineError e) {
            throw e;
        } catch (RuntimeException | Error e) {
            LOG.warn(
                    "champion waits name={} version={} code={} cause={}",
                    champion.name(),
                    champion.version(),
                    Failures.classify(e).code(),
                    String.valueOf(e));
            return false;
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
}
