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
import io.likeness.registry.client.RegistryClient;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The models that are loaded, a bounded number of them, and which of them are champions. A version becomes champion only once it
 * is loaded, so that one which does not load never replaces the one that serves. Safe for threads.
 */
@ApplicationScoped
public class ModelShelf {
    private final ModelLoader loader;
    private final RegistryClient registry;
    private final int most;
    private final Map<String, ModelVersion> champions = new ConcurrentHashMap<>();
    private final ReentrantLock loading = new ReentrantLock();

    /** By digest, the one that was used longest ago first; guarded by {@code this}. */
    private final Map<String, LoadedModel> loaded = new LinkedHashMap<>(16, 0.75f, true);

    /** Guarded by {@link #loading}. */
    private boolean closed;

    ModelShelf(
            ModelLoader loader, RegistryClient registry, GeneratorConfiguration configuration, MeterRegistry meters) {
        this.loader = loader;
        this.registry = registry;
        this.most = Require.between("likeness.generator.loaded-models", configuration.loadedModels(), 1, 1000);
        Gauge.builder("likeness.generator.loaded.models", this, ModelShelf::size)
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

    /**
     * Loads a version and, once that is done, serves it as its model's champion; throws as {@link ModelLoader#load} does. The
     * champion that is known already stays as it is: loaded or, where others were needed more, to be loaded on demand.
     */
    void promote(ModelVersion version) {
        if (!isChampion(version)) {
            lease(version).close();
            champions.put(version.name(), version);
        }
    }

    Optional<ModelVersion> findKnownChampion(String name) {
        return Optional.ofNullable(champions.get(name));
    }

    /** Waits for a load in progress, refuses others, and unloads every model whose last lease ends. */
    void close() {
        loading.lock();
        try {
            closed = true;
        } finally {
            loading.unlock();
        }
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
            return new Lent(lease(known));
        }
        Optional<ModelVersion> champion = registry.findChampion(new ModelName(name));
        champion.ifPresent(this::promote);
        return champion.<ModelLookup>map(found -> new Lent(lease(found)))
                .orElseGet(() -> new Absent("modelName: expected a model with a champion, found '" + name + "'"));
    }

    private ModelLookup borrowVersion(String name, int version) {
        return findLoaded(name, version)
                .or(() -> registry.findVersion(VersionRef.of(name, version)).map(this::lease))
                .<ModelLookup>map(Lent::new)
                .orElseGet(
                        () -> new Absent("version: expected a registered version of '" + name + "', found " + version));
    }

    private ModelLease lease(ModelVersion version) {
        return findLoaded(version.digest()).orElseGet(() -> load(version));
    }

    private ModelLease load(ModelVersion version) {
        loading.lock();
        try {
            if (closed) {
                throw new LikenessException(ErrorCode.MODEL_NOT_READY, "this generator is stopping");
            }
            return findLoaded(version.digest()).orElseGet(() -> shelve(loader.load(version)));
        } finally {
            loading.unlock();
        }
    }

    private synchronized ModelLease shelve(LoadedModel model) {
        ModelLease lease = model.lease();
        loaded.put(model.version().digest(), model);
        Iterator<LoadedModel> eldest = loaded.values().iterator();
        while (loaded.size() > most) {
            LoadedModel evicted = eldest.next();
            eldest.remove();
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

    private synchronized List<LoadedModel> takeAll() {
        List<LoadedModel> all = new ArrayList<>(loaded.values());
        loaded.clear();
        return all;
    }

    private synchronized int size() {
        return loaded.size();
    }
}
