package io.likeness.ingest.erasure;

import io.likeness.contracts.Digests;
import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.LikenessException;
import io.likeness.contracts.ObjectReference;
import io.likeness.platform.store.Bucket;
import io.likeness.platform.store.ObjectStore;
import io.likeness.platform.store.StoredObject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Objects in memory: as much of a store as it takes to write a dataset again. */
final class MemoryObjects {
    private final Map<String, byte[]> objects = new TreeMap<>();

    ObjectStore store() {
        return (ObjectStore) Proxy.newProxyInstance(
                ObjectStore.class.getClassLoader(),
                new Class<?>[] {ObjectStore.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "put" -> put((Bucket) arguments[0], (String) arguments[1], bytes(arguments[2]), arguments[3]);
                    case "fetch" -> content((ObjectReference) arguments[0]);
                    case "open" -> new ByteArrayInputStream(content((ObjectReference) arguments[0]));
                    case "fetchRange" -> new ByteArrayInputStream(found((ObjectReference) arguments[0]));
                    case "find" -> Optional.ofNullable(objects.get((String) arguments[1]));
                    case "list" -> list((String) arguments[1]).stream();
                    default -> throw new AssertionError("not expected: " + method);
                });
    }

    byte[] content(ObjectReference reference) {
        byte[] content = objects.get(reference.key());
        if (content == null || !Digests.sha256(content).equals(reference.sha256())) {
            throw new AssertionError("not what is stored: " + reference);
        }
        return content.clone();
    }

    byte[] found(ObjectReference reference) {
        byte[] content = objects.get(reference.key());
        if (content == null) {
            throw new LikenessException(ErrorCode.NOT_FOUND, reference.key());
        }
        return content.clone();
    }

    List<StoredObject> list(String prefix) {
        return objects.entrySet().stream()
                .filter(object -> object.getKey().startsWith(prefix))
                .map(object -> new StoredObject(object.getKey(), object.getValue().length, Instant.EPOCH))
                .toList();
    }

    Set<String> keys() {
        return objects.keySet();
    }

    private ObjectReference put(Bucket bucket, String key, byte[] content, Object mediaType) {
        objects.put(key, content);
        return new ObjectReference(
                bucket.logicalName(), key, Digests.sha256(content), content.length, (String) mediaType);
    }

    private static byte[] bytes(Object content) throws IOException {
        return content instanceof Path file ? Files.readAllBytes(file) : (byte[]) content;
    }
}
