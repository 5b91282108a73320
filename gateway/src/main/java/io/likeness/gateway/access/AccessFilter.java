package io.likeness.gateway.access;

import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.Json;
import io.likeness.contracts.LikenessException;
import io.likeness.gateway.access.Rates.Taken;
import io.likeness.platform.web.Failures;
import io.likeness.platform.web.Problem;
import io.likeness.platform.web.ProblemMapper;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks who sends a request, after the door and before anything else of the gateway runs, so that nothing can be reached past it: a
 * resource, a file, a path that is not there. No body is read before. What the database has to be asked for is asked on a virtual thread.
 */
@Singleton
final class AccessFilter {
    /** Where a routing context has the principal. */
    static final String PRINCIPAL = "likeness.principal";

    private static final Logger LOG = LoggerFactory.getLogger(AccessFilter.class);

    /** After the headers for pages of other origins (300), which may then read why they were refused. */
    private static final int AFTER_THE_DOOR = 250;

    private static final Need OF_THE_SYSTEM = new Need(List.of(Scope.ADMIN), true);

    private final Gate gate;
    private final Rates rates;
    private final Loopback loopback;
    private final RunningRequests running;

    AccessFilter(Gate gate, Rates rates, Loopback loopback, RunningRequests running) {
        this.running = running;
        this.gate = gate;
        this.rates = rates;
        this.loopback = loopback;
    }

    void stand(@Observes Filters filters) {
        filters.register(this::check, AFTER_THE_DOOR);
    }

    private void check(RoutingContext context) {
        HttpServerRequest request = context.request();
        Way way = Way.of(request.method().name(), context.normalizedPath());
        if (way == Way.OPEN || way == Way.SESSION && !request.method().name().equals("GET")) {
            context.next();
            return;
        }
        Shown shown = Shown.by(request);
        if (shown instanceof Shown.Nothing) {
            goOn(context, way, new Found(null, null));
        } else {
            PrivateAnswers.mark(context);
            ask(context, way, shown);
        }
    }

    private void ask(RoutingContext context, Way way, Shown shown) {
        Context loop = context.vertx().getOrCreateContext();
        context.request().pause();
        Thread.ofVirtual().name("access").start(() -> {
            try {
                Found found = find(shown);
                loop.runOnContext(asked -> {
                    context.request().resume();
                    goOn(context, way, found);
                });
            } catch (RuntimeException e) {
                LikenessException failure = Failures.classify(e);
                if (failure.code().httpStatus() >= 500) {
                    LOG.warn("nobody could be asked who he is code={}", failure.code(), failure);
                }
                loop.runOnContext(asked -> refuse(context, failure));
            }
        });
    }

    private Found find(Shown shown) {
        Principal principal = gate.who(shown).orElse(null);
        if (principal == null || principal.keyId() == null) {
            return new Found(principal, null);
        }
        Double rate = principal.limits().requestsPerSecond();
        return new Found(principal, rate == null ? null : rates.take(principal.keyId(), rate));
    }

    private void goOn(RoutingContext context, Way way, Found found) {
        if (found.taken() != null) {
            RateHeaders.add(context.response(), found.taken());
            if (found.taken() instanceof Taken.Refused refused) {
                context.response()
                        .putHeader("Retry-After", Long.toString(refused.pause().toSeconds()));
                refuse(context, tooMany(refused));
                return;
            }
        }
        Principal principal = found.principal();
        if (principal == null && loopback.letsIn(context.request())) {
            principal = Principal.KEYLESS;
        }
        if (principal == null) {
            if (way == Way.SESSION) {
                context.next();
            } else {
                refuse(context, required());
            }
            return;
        }
        LikenessException refusal =
                way == Way.OPERATOR ? OF_THE_SYSTEM.refusal(principal).orElse(null) : null;
        if (refusal != null) {
            refuse(context, refusal);
            return;
        }
        if (principal.keyId() != null) {
            running.add(principal.keyId(), context);
        }
        context.put(PRINCIPAL, principal);
        context.next();
    }

    private static LikenessException required() {
        return new LikenessException(ErrorCode.KEY_REQUIRED, "Authorization: expected 'Bearer' and a key, found none");
    }

    private static LikenessException tooMany(Taken.Refused refused) {
        return new LikenessException(
                ErrorCode.TOO_MANY_REQUESTS,
                "requests: expected at most %s a second of this key, found more"
                        .formatted(refused.rate().perSecond()));
    }

    /** The connection goes with the answer where a body may follow: nobody will read it. */
    private static void refuse(RoutingContext context, LikenessException refusal) {
        HttpServerRequest request = context.request();
        HttpServerResponse response = context.response();
        if (response.ended() || response.closed()) {
            return;
        }
        byte[] problem = Json.encode(ProblemMapper.problem(refusal.code(), String.valueOf(refusal.getMessage())));
        response.setStatusCode(refusal.code().httpStatus())
                .putHeader("Content-Type", Problem.MEDIA_TYPE)
                .putHeader("Cache-Control", "no-store");
        if (refusal.code().httpStatus() == 401) {
            response.putHeader("WWW-Authenticate", "Bearer");
        }
        if (refusal.code().httpStatus() == 503) {
            response.putHeader("Retry-After", Integer.toString(ProblemMapper.RETRY_AFTER_SECONDS));
        }
        boolean bodyFollows = !request.isEnded();
        if (bodyFollows) {
            response.putHeader("Connection", "close");
        }
        response.end(Buffer.buffer(problem)).onComplete(sent -> {
            if (bodyFollows) {
                request.connection().close();
            }
        });
    }

    /** Who asks, and what came of the key's rate, each where there is one. */
    private record Found(
            @Nullable Principal principal, @Nullable Taken taken) {}
}
