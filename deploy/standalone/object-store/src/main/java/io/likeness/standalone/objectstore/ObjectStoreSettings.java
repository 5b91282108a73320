package io.likeness.standalone.objectstore;

import java.net.URI;
import java.nio.file.Path;
import java.util.Map;

/** Where the store listens, always on 127.0.0.1, where it keeps its objects, and who may use it. */
record ObjectStoreSettings(int port, Path dataFolder, String accessKey, String secretKey) {

    static final String ACCESS_KEY = "STORE_ACCESS_KEY";
    static final String SECRET_KEY = "STORE_SECRET_KEY";

    ObjectStoreSettings {
        if (port < 1 || port > 65_535) {
            throw new IllegalArgumentException("port: expected 1 to 65535, found " + port);
        }
        requireText(ACCESS_KEY, accessKey);
        requireText(SECRET_KEY, secretKey);
    }

    /** Secrets come by environment only: a command line is readable by every user of the machine. */
    static ObjectStoreSettings parse(String[] arguments, Map<String, String> environment) {
        if (arguments.length != 2) {
            throw new IllegalArgumentException(
                    "expected <port> <data folder>, found " + arguments.length + " arguments");
        }
        return new ObjectStoreSettings(
                Integer.parseInt(arguments[0]),
                Path.of(arguments[1]),
                environment.getOrDefault(ACCESS_KEY, ""),
                environment.getOrDefault(SECRET_KEY, ""));
    }

    URI endpoint() {
        return URI.create("http://127.0.0.1:" + port);
    }

    @Override
    public String toString() {
        return "ObjectStoreSettings[port=" + port + ", dataFolder=" + dataFolder + "]";
    }

    private static void requireText(String name, String value) {
        if (value.isBlank()) {
            throw new IllegalArgumentException("environment variable " + name + ": expected a text, found none");
        }
    }
}
