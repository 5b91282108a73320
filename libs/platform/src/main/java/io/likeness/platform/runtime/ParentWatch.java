package io.likeness.platform.runtime;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends the service when its supervisor is gone: the supervisor holds the other end of standard input and starts the service with
 * {@code -Dio.likeness.supervised=true}.
 */
@ApplicationScoped
public class ParentWatch {
    private static final Logger LOG = LoggerFactory.getLogger(ParentWatch.class);
    private static final int GRACE_SECONDS = 6;

    void start(@Observes StartupEvent event) {
        if (Boolean.getBoolean("io.likeness.supervised")) {
            Thread.ofPlatform().name("parent-watch").daemon().start(() -> await(System.in));
        }
    }

    private static void await(InputStream input) {
        try {
            while (input.read() >= 0) {
                continue;
            }
        } catch (IOException e) {
            LOG.debug("standard input broke", e);
        }
        LOG.warn("the supervisor is gone, stopping");
        CompletableFuture.delayedExecutor(GRACE_SECONDS, TimeUnit.SECONDS)
                .execute(() -> Runtime.getRuntime().halt(1));
        Quarkus.asyncExit(0);
    }
}
