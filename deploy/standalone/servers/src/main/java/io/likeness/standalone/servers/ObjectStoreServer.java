package io.likeness.standalone.servers;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** One S3 server as a child. */
public final class ObjectStoreServer {

    private static final String MAIN = "io.likeness.standalone.objectstore.ObjectStoreNode";

    private ObjectStoreServer() {}

    /**
     * Describes the child.
     *
     * @param classPath the object store module's jar (or classes) and libraries
     * @param port where clients connect, on 127.0.0.1
     * @param keys who may use it
     * @param data the folder of its objects, which outlives it
     * @param log the file of its output
     */
    public static ChildSpecification specification(String classPath, int port, StoreKeys keys, Path data, Path log) {
        return new ChildSpecification(
                "object-store",
                JavaCommand.ofMain("192m", classPath, MAIN, List.of(Integer.toString(port), data.toString())),
                Map.of("STORE_ACCESS_KEY", keys.accessKey(), "STORE_SECRET_KEY", keys.secretKey()),
                log,
                Readiness.whenLogContains("READY " + port));
    }
}
