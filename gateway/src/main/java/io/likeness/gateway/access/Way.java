package io.likeness.gateway.access;

import java.util.Set;
import java.util.regex.Pattern;

/** How far into the gateway a request wants. */
enum Way {
    /** What everybody may have: the files of the page and of the documentation, health, the interface's description, and what a browser asks before it asks. */
    OPEN,
    /** The session, which everybody may ask for; it tells who one is. */
    SESSION,
    /** Whatever an operation says, and paths that there are not: they are not told apart for those without a key. */
    CLOSED,
    /** What the framework serves of the whole system, such as its meters. */
    OPERATOR;

    /** The files of the page, as {@code quarkus.http.filter.page.matches} has them. */
    private static final Pattern PAGE = Pattern.compile("/|/index\\.html|/icon\\.svg|/(css|js|docs)/.*|/docs");

    private static final Pattern DESCRIPTION =
            Pattern.compile("/q/health(/.*)?|/q/openapi([./].*)?|/q/swagger-ui(/.*)?");
    private static final Set<String> READING = Set.of("GET", "HEAD");
    private static final Set<String> SESSION_METHODS = Set.of("GET", "HEAD", "POST", "DELETE");

    /** @param path normalised, as the framework routes it */
    static Way of(String method, String path) {
        if (method.equals("OPTIONS") || DESCRIPTION.matcher(path).matches()) {
            return OPEN;
        }
        if (READING.contains(method) && PAGE.matcher(path).matches()) {
            return OPEN;
        }
        if (path.equals("/v1/session") && SESSION_METHODS.contains(method)) {
            return SESSION;
        }
        return path.equals("/q") || path.startsWith("/q/") ? OPERATOR : CLOSED;
    }
}
