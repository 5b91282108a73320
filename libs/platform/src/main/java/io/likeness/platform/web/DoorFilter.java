package io.likeness.platform.web;

import io.likeness.contracts.Json;
import io.likeness.contracts.LikenessException;
import io.likeness.platform.web.Door.Knock;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.HostAndPort;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.HashSet;
import java.util.Set;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Stands before everything that a service answers over HTTP, and refuses before a body is read. Health may be asked by any name: a
 * probe addresses what it probes by number, and a page learns nothing from it.
 */
@Singleton
final class DoorFilter {
    private static final int BEFORE_ALL_OTHERS = 10_000;
    private static final String HEALTH = "/q/health";

    private final Door door;

    DoorFilter(DoorConfiguration configuration, @ConfigProperty(name = "quarkus.http.host") String address) {
        Set<String> hosts = new HashSet<>(configuration.hosts().orElse(Set.of()));
        hosts.add(address);
        this.door = new Door(hosts, configuration.origins().orElse(Set.of()));
    }

    void stand(@Observes Filters filters) {
        filters.register(this::check, BEFORE_ALL_OTHERS);
    }

    private void check(RoutingContext context) {
        HttpServerRequest request = context.request();
        String path = context.normalizedPath();
        if (path.equals(HEALTH) || path.startsWith(HEALTH + "/")) {
            context.next();
            return;
        }
        door.refusal(knock(request)).ifPresentOrElse(refusal -> refuse(request, refusal), context::next);
    }

    private static Knock knock(HttpServerRequest request) {
        HostAndPort authority = request.headers().getAll("Host").size() > 1 ? null : request.authority();
        return new Knock(
                request.method().name(),
                authority == null ? null : authority.host(),
                authority == null ? -1 : authority.port(),
                request.getHeader("Origin"),
                request.getHeader("Sec-Fetch-Site"));
    }

    /** The connection goes with the answer: nobody will read the body that may follow. */
    private static void refuse(HttpServerRequest request, LikenessException refusal) {
        byte[] problem = Json.encode(ProblemMapper.problem(refusal.code(), String.valueOf(refusal.getMessage())));
        request.response()
                .setStatusCode(refusal.code().httpStatus())
                .putHeader("Content-Type", Problem.MEDIA_TYPE)
                .putHeader("Connection", "close")
                .end(Buffer.buffer(problem))
                .onComplete(sent -> request.connection().close());
    }
}
