package io.likeness.generator.serving;

import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.LikenessException;
import io.likeness.contracts.Require;
import io.likeness.contracts.model.ModelName;
import io.likeness.contracts.model.ModelVersion;
import io.likeness.contracts.model.VersionRef;
import io.likeness.generator.GeneratorConfiguration;
import io.likeness.generator.decoding.LoadedModel;
import io.likeness.generator.decoding.ModelLease;
import io.likeness.generator.decoding.ModelLoader;
import io.likeness.generator.serving.ModelLookup.Absent;
import io.likeness.generator.serving.ModelLookup.Lent;
import io.likeness.platform.web.Failures;
import io.likeness.registry.client.RegistryClient;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The models that are loaded, a bounded number of them, and which of them are champions. A model is loaded when it is first asked for. A
 * version becomes champion only once it is loaded, so that one which does not load never replaces the one that serves. Loads hold up
 * nobody but those who need the same version. Safe for threads.
 */
@ApplicationScoped
public class ModelShelf {
    /** Who needs a version that another loads waits no longer, and leaves its worker to jobs that can go on. */
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private static final Logger LOG = LoggerFactory.getLogger(ModelShelf.class);

    private final ModelLoader loader;
    private final RegistryClient registry;
    private final Retraction retraction;
    private final int most;

    /** By name, those that were asked for here and are loaded. */
    private final Map<String, ModelVersion> champions = new ConcurrentHashMap<>();

    /** By digest, each completed when its load has ended. */
    private final Map<String, CompletableFuture<Void>> loads = new ConcurrentHashMap<>();

    /** By digest, the one that was used longest ago first; guarded by {@code this}. */
    private final Map<String, LoadedModel> loaded = new LinkedHashMap<>(16, 0.75f, true);

    private final Timer loadTime;
    private volatile boolean closed;

    ModelShelf(
            ModelLoader loader, RegistryClient registry, GeneratorConfiguration configuration, MeterRegistry meters) {
        this.loader = loader;
        this.registry = registry;
        this.retraction = new Retraction(registry);
        this.most = Require.between("likeness.generator.loaded-models", configuration.loadedModels(), 1, 1000);
        Gauge.builder("likeness.generator.loaded.models", this, ModelShelf::size)
                .description("Versions that are in memory")
                .register(meters);
        this.loadTime = Timer.builder("likeness.generator.load")
                .description("Time to load a version")
                .register(meters);
    }

    /**
     * Lends a model, loading it if need be.
     *
     * @param version absent: the champion
     * @throws LikenessException {@code REGISTRY_UNAVAILABLE} or {@code OBJECT_STORE_UNAVAILABLE} if it must wait for one of them,
     *     or as {@link ModelLoader#load} does for files that cannot serve
     */
    public ModelLookup borrow(String name, @Nullable Integer version) {
        return version == null ? borrowChampion(name) : borrowVersion(name, version);
    }

    /** Whether a promoted version is worth a load before anybody asks for it: the model is in use here, or there is room. */
    boolean wants(String name) {
        return champions.containsKey(name) || size() < most;
    }

    /**
     * Loads a version and, once that is done, serves it as its model's champion.
     *
     * @throws LikenessException {@code MODEL_NOT_READY} if it cannot serve and another one does in its place from now on, else as {@link
     *     ModelLoader#load} does
     */
    void promote(ModelVersion version) {
        if (!isChampion(version)) {
            leaseChampion(version).close();
            ModelVersion before = champions.put(version.name(), version);
            if (before == null || before.version() != version.version()) {
                LOG.info(
                        "champion changed name={} version={} before={}",
                        version.name(),
                        version.version(),
                        before == null ? null : before.version());
            }
        }
    }

    /** Loads a version that is not to serve as champion; throws as {@link ModelLoader#load} does. */
    void ready(ModelVersion version) {
        lease(version).close();
    }

    /** Unloads a version that is no more; who has it on lease finishes with it. */
    void forget(VersionRef version) {
        champions.values().removeIf(champion -> isOf(version, champion));
        take(version).ifPresent(LoadedModel::release);
    }

    /** What is loaded beside the champions. */
    synchronized List<VersionRef> otherVersions() {
        return loaded.values().stream()
                .map(LoadedModel::version)
                .filter(version -> !isChampion(version))
                .map(version -> VersionRef.of(version.name(), version.version()))
                .toList();
    }

    /** Nothing serves as the model's champion any more. */
    void dethrone(String name) {
        champions.remove(name);
    }

    Optional<ModelVersion> findKnownChampion(String name) {
        return Optional.ofNullable(champions.get(name));
    }

    /** The models whose champions are in use here. */
    Set<String> championNames() {
        return Set.copyOf(champions.keySet());
    }

    /** Waits for loads in progress, refuses others, and unloads every model whose last lease ends. */
    void close() {
        closed = true;
        loads.values().forEach(load -> load.exceptionally(failure -> null).join());
        takeAll().forEach(LoadedModel::release);
    }

    private boolean isChampion(ModelVersion version) {
        return findKnownChampion(version.name())
                .filter(known -> known.version() == version.version())
                .filter(known -> known.digest().equals(version.digest()))
                .isPresent();
    }

    private ModelLookup borrowChampion(String name) {
        ModelVersion known = champions.get(name);
        if (known != null) {
            try {
                return new Lent(lease(known));
            } catch (LikenessException e) {
                if (e.retriable()) {
                    throw e;
                }
                // It was unloaded and cannot be loaded again: the registry may have another one, or takes this one
                // back.
                champions.remove(name, known);
            }
        }
        Optional<ModelVersion> champion = registry.findChampion(new ModelName(name));
        return champion.<ModelLookup>map(found -> {
                    ModelLease lease = leaseChampion(found);
                    // One that was promoted while this one was loaded is newer.
                    champions.putIfAbsent(name, found);
                    return new Lent(lease);
                })
                .orElseGet(() -> new Absent("modelName: expected a model with a champion, found '" + name + "'"));
    }

    private ModelLookup borrowVersion(String name, int version) {
        return findLoaded(name, version)
                .or(() -> registry.findVersion(VersionRef.of(name, version)).map(this::lease))
                .<ModelLookup>map(Lent::new)
                .orElseGet(
                        () -> new Absent("version: expected a registered version of '" + name + "', found " + version));
    }

    /** One that cannot serve is taken back: whoever needs it tries again, with the one that served before. */
    private ModelLease leaseChampion(ModelVersion champion) {
        try {
            return lease(champion);
        } catch (LikenessException e) {
            if (Retraction.speaksOfTheVersion(e) && retraction.takeBack(champion, e)) {
                throw notReady(champion, "cannot serve and was taken back: " + e.getMessage(), e);
            }
            throw e;
        }
    }

    private ModelLease lease(ModelVersion version) {
        return findLoaded(version.digest()).orElseGet(() -> load(version));
    }

    private ModelLease load(ModelVersion version) {
        CompletableFuture<Void> mine = new CompletableFuture<>();
        CompletableFuture<Void> other = loads.putIfAbsent(version.digest(), mine);
        return other == null ? load(version, mine) : loadedByAnother(version, other);
    }

    private ModelLease load(ModelVersion version, CompletableFuture<Void> load) {
        try {
            if (closed) {
                throw new LikenessException(ErrorCode.MODEL_NOT_READY, "this generator is stopping");
            }
            ModelLease lease =
                    findLoaded(version.digest()).orElseGet(() -> shelve(loadTime.record(() -> loader.load(version))));
            load.complete(null);
            return lease;
        } catch (RuntimeException | Error e) {
            load.completeExceptionally(e);
            throw e;
        } finally {
            loads.remove(version.digest(), load);
        }
    }

    private ModelLease loadedByAnother(ModelVersion version, CompletableFuture<Void> load) {
        try {
            load.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw notReady(version, "is still being loaded", e);
        } catch (ExecutionException e) {
            throw Failures.classify(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw notReady(version, "is not needed any more", e);
        }
        return findLoaded(version.digest()).orElseThrow(() -> notReady(version, "made room for others", null));
    }

    private static LikenessException notReady(ModelVersion version, String found, @Nullable Throwable cause) {
        return new LikenessException(
                ErrorCode.MODEL_NOT_READY, version.name() + " version " + version.version() + " " + found, cause);
    }

    private synchronized ModelLease shelve(LoadedModel model) {
        ModelLease lease = model.lease();
        loaded.put(model.version().digest(), model);
        Iterator<LoadedModel> eldest = loaded.values().iterator();
        while (loaded.size() > most) {
            LoadedModel evicted = eldest.next();
            eldest.remove();
            champions.remove(evicted.version().name(), evicted.version());
            evicted.release();
        }
        return lease;
    }

    private synchronized Optional<ModelLease> findLoaded(String digest) {
        return Optional.ofNullable(loaded.get(digest)).map(LoadedModel::lease);
    }

    private synchronized Optional<ModelLease> findLoaded(String name, int version) {
        return loaded.values().stream()
                .map(LoadedModel::version)
                .filter(candidate -> candidate.name().equals(name) && candidate.version() == version)
                .findFirst()
                .flatMap(found -> findLoaded(found.digest()));
    }

    private synchronized Optional<LoadedModel> take(VersionRef version) {
        Optional<LoadedModel> taken = loaded.values().stream()
                .filter(model -> isOf(version, model.version()))
                .findFirst();
        taken.ifPresent(model -> loaded.remove(model.version().digest()));
        return taken;
    }

    private static boolean isOf(VersionRef reference, ModelVersion version) {
        return version.version() == reference.version()
                && version.name().equals(reference.name().value());
    }

    private synchronized List<LoadedModel> takeAll() {
        List<LoadedModel> all = new ArrayList<>(loaded.values());
        loaded.clear();
        return all;
    }

    private synchronized int size() {
        return loaded.size();
    }
}
