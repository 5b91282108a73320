package io.likeness.standalone.objectstore;

import java.io.IOException;
import java.time.Duration;

/**
 * Runs one S3 server: {@code ObjectStoreNode <port> <data folder>}, with the environment variables
 * {@code STORE_ACCESS_KEY} and {@code STORE_SECRET_KEY}. Prints {@code READY <port>} when it serves, and stops on SIGTERM
 * or when its standard input ends, that is when its parent has died. Exit code 1 and one line on standard error when it
 * cannot start.
 */
public final class ObjectStoreNode {

    private static final Duration CLEAN_STOP = Duration.ofSeconds(7);

    private ObjectStoreNode() {}

    /** Starts the store and returns when the parent has died. */
    public static void main(String[] arguments) {
        try {
            ObjectStoreSettings settings = ObjectStoreSettings.parse(arguments, System.getenv());
            ObjectStore store = ObjectStore.over(settings);
            Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(store), "stop"));
            store.start();
            System.out.println("READY " + settings.port());
        } catch (Exception failure) {
            System.err.println("object store: " + failure);
            System.exit(1);
        }
        endWithParent();
    }

    private static void endWithParent() {
        try {
            while (System.in.read() >= 0) {
                continue;
            }
        } catch (IOException closed) {
            // A broken pipe says the same as its end: there is no parent any more.
        }
        System.exit(0);
    }

    private static void stop(ObjectStore store) {
        Thread stopping = Thread.ofPlatform().daemon().start(store::stop);
        try {
            if (!stopping.join(CLEAN_STOP)) {
                Runtime.getRuntime().halt(2);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
