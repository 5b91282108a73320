package io.likeness.gateway.upload;

import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.LikenessException;
import io.likeness.platform.store.Bucket;
import io.likeness.platform.store.ObjectStore;
import io.likeness.platform.store.StoredPart;
import io.likeness.platform.store.UnfinishedUpload;
import java.io.ByteArrayOutputStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** A store that takes parts of any size, where a real one wants 5 MiB: it keeps them itself until they are complete. */
final class SmallParts {
    private final ObjectStore store;
    private final Map<UnfinishedUpload, Map<Integer, byte[]>> unfinished = new ConcurrentHashMap<>();

    private SmallParts(ObjectStore store) {
        this.store = store;
    }

    static ObjectStore before(ObjectStore store) {
        SmallParts parts = new SmallParts(store);
        return (ObjectStore) Proxy.newProxyInstance(
                SmallParts.class.getClassLoader(),
                new Class<?>[] {ObjectStore.class},
                (proxy, method, arguments) -> parts.call(method, arguments));
    }

    private Object call(Method method, Object[] arguments) throws Throwable {
        if (method.getName().equals("begin")) {
            UnfinishedUpload upload = new UnfinishedUpload(
                    (String) arguments[1], UUID.randomUUID().toString());
            unfinished.put(upload, new ConcurrentHashMap<>());
            return upload;
        }
        if (arguments.length > 1 && arguments[1] instanceof UnfinishedUpload upload) {
            Map<Integer, byte[]> parts = unfinished.get(upload);
            if (parts == null) {
                throw new LikenessException(ErrorCode.NOT_FOUND, "object: expected parts, found none");
            }
            return method.getName().equals("complete")
                    ? complete(upload, parts, (List<?>) arguments[2])
                    : put(parts, (int) arguments[2], Arrays.copyOf((byte[]) arguments[3], (int) arguments[4]));
        }
        try {
            return method.invoke(store, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private static StoredPart put(Map<Integer, byte[]> parts, int number, byte[] content) {
        parts.put(number, content);
        return new StoredPart(number, Integer.toString(Arrays.hashCode(content)));
    }

    private Object complete(UnfinishedUpload upload, Map<Integer, byte[]> parts, List<?> named) {
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        for (Object one : named) {
            StoredPart part = (StoredPart) one;
            byte[] content = parts.get(part.number());
            if (content == null || !part.tag().equals(Integer.toString(Arrays.hashCode(content)))) {
                throw new LikenessException(ErrorCode.INTERNAL_ERROR, "object: expected other parts: " + named);
            }
            whole.writeBytes(content);
        }
        store.put(Bucket.UPLOADS, upload.key(), whole.toByteArray(), Upload.MEDIA_TYPE);
        unfinished.remove(upload);
        return upload;
    }
}
