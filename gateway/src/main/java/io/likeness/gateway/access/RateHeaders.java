package io.likeness.gateway.access;

import io.likeness.gateway.access.Rates.Taken;
import io.vertx.core.http.HttpServerResponse;

/** Tells a caller what is left of its key's rate (draft-ietf-httpapi-ratelimit-headers-10). Stateless. */
final class RateHeaders {
    private static final String POLICY = "\"key\"";

    private RateHeaders() {}

    static void add(HttpServerResponse response, Taken taken) {
        response.putHeader(
                        "RateLimit-Policy",
                        "%s;q=%d;w=%d"
                                .formatted(
                                        POLICY,
                                        taken.rate().burst(),
                                        taken.rate().window()))
                .putHeader("RateLimit", "%s;r=%d;t=%d".formatted(POLICY, taken.left(), taken.seconds()));
    }
}
