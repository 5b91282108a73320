package io.likeness.gateway.access;

import io.likeness.platform.database.Notifications;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends what a key has begun when the key is revoked: streams and downloads go on for as long as somebody reads them. Gateways hear of it
 * from each other; one that may have missed something looks for itself. Safe for threads.
 */
@Singleton
public class RunningRequests {
    private static final Logger LOG = LoggerFactory.getLogger(RunningRequests.class);
    private static final String REVOKED = "key-revoked:";

    private final Map<String, Set<HttpServerRequest>> byKey = new ConcurrentHashMap<>();
    private final Jdbi jdbi;
    private final Notifications notifications;
    private Notifications.@Nullable Subscription subscription;

    public RunningRequests(Jdbi jdbi, Notifications notifications) {
        this.jdbi = jdbi;
        this.notifications = notifications;
    }

    /** Has every gateway end what a key has begun, once the transaction commits. */
    static void announceRevoked(Handle transaction, String keyId) {
        Notifications.send(transaction, REVOKED + keyId);
    }

    void start(@Observes StartupEvent event) {
        subscription = notifications.subscribeAll(
                REVOKED,
                subject -> end(subject.substring(REVOKED.length())),
                () -> Thread.ofVirtual().name("revoked keys").start(this::endThoseOfInvalidKeys));
    }

    void stop(@Observes ShutdownEvent event) {
        if (subscription != null) {
            subscription.close();
        }
    }

    /** Until it has been answered, or its caller has gone. */
    void add(String keyId, RoutingContext context) {
        byKey.compute(keyId, (id, running) -> {
            Set<HttpServerRequest> all = running == null ? ConcurrentHashMap.newKeySet() : running;
            all.add(context.request());
            return all;
        });
        context.addEndHandler(ended -> byKey.computeIfPresent(keyId, (id, running) -> {
            running.remove(context.request());
            return running.isEmpty() ? null : running;
        }));
    }

    private void end(String keyId) {
        byKey.getOrDefault(keyId, Set.of())
                .forEach(request -> request.connection().close());
    }

    /** What is ended for no reason can be asked for again; where the database is away, its next notice is that it is back. */
    private void endThoseOfInvalidKeys() {
        try {
            jdbi.useHandle(handle -> byKey.keySet().stream()
                    .filter(id -> KeyTable.findValid(handle, id).isEmpty())
                    .forEach(this::end));
        } catch (RuntimeException e) {
            LOG.warn("keys that were revoked meanwhile could not be looked for", e);
        }
    }
}
