package io.likeness.gateway.simulation;

import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.LikenessException;
import io.likeness.contracts.ObjectReference;
import io.likeness.platform.store.Bucket;
import io.likeness.platform.store.Deleted;
import io.likeness.platform.store.ObjectStore;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Objects in memory: who has written each. For one thread. */
final class Store {
    private final World world;
    private final Faults faults;
    private final Checks checks;
    private final Planted planted;
    private final TreeMap<String, String> writers = new TreeMap<>();

    Store(World world, Faults faults, Checks checks, Planted planted) {
        this.world = world;
        this.faults = faults;
        this.checks = checks;
        this.planted = planted;
    }

    ObjectReference put(Machine machine, String key, String writer) {
        machine.survive();
        away();
        checks.stored(key, writers.put(key, writer), writer);
        world.note(machine + " stored " + key);
        machine.survive();
        away();
        return new ObjectReference("results", key, "a".repeat(64), 1, "application/octet-stream");
    }

    void delete(Machine machine, String key) {
        machine.survive();
        away();
        writers.remove(key);
    }

    Set<String> keys() {
        return writers.keySet();
    }

    /** The port as far as the ledger uses it. */
    ObjectStore port(Machine machine) {
        return (ObjectStore) Proxy.newProxyInstance(
                Store.class.getClassLoader(), new Class<?>[] {ObjectStore.class}, (proxy, method, arguments) -> {
                    if (!method.getName().equals("deletePrefix") || arguments[0] != Bucket.RESULTS) {
                        throw new UnsupportedOperationException(method.getName());
                    }
                    return deletePrefix(machine, (String) arguments[1]);
                });
    }

    private Deleted deletePrefix(Machine machine, String prefix) {
        machine.survive();
        away();
        if (planted == Planted.DELETION_LOST) {
            return Deleted.NOTHING;
        }
        List<String> keys = writers.tailMap(prefix).keySet().stream()
                .takeWhile(key -> key.startsWith(prefix))
                .toList();
        keys.forEach(writers::remove);
        world.note(machine + " deleted " + keys);
        machine.survive();
        away();
        return new Deleted(keys.size(), keys.size());
    }

    private void away() {
        if (world.chance(faults.store())) {
            throw new LikenessException(ErrorCode.OBJECT_STORE_UNAVAILABLE, "away");
        }
    }

    Map<String, String> writers() {
        return writers;
    }
}
