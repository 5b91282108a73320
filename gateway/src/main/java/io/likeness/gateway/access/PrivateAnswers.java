package io.likeness.gateway.access;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;

/** Keeps answers for which a key was shown out of caches that others share (RFC 9111, sections 3.5 and 5.2.2.7). Stateless. */
final class PrivateAnswers {
    private static final String CACHE_CONTROL = "Cache-Control";

    private PrivateAnswers() {}

    static void mark(RoutingContext context) {
        context.addHeadersEndHandler(sending -> mark(context.response()));
    }

    private static void mark(HttpServerResponse response) {
        MultiMap headers = response.headers();
        String stated = headers.get(CACHE_CONTROL);
        headers.set(CACHE_CONTROL, stated == null ? "private" : stated.replace("public", "private"));
        headers.add("Vary", "Authorization, Cookie");
    }
}
