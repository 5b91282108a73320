package io.likeness.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.likeness.gateway.Caller.Answer;
import java.util.ArrayList;
import java.util.List;

/** Somebody from elsewhere, who may nothing without a key, and what they show. */
record KeyHolder(Caller gateway, List<String> headers) {
    private static final String SCOPES = "{\"name\": \"of a test\", \"tenant\": \"%s\", \"scopes\": [\"%s\"]}";

    static KeyHolder nobody() {
        return new KeyHolder(new Caller(), List.of());
    }

    static KeyHolder of(String key) {
        return nobody().with("Authorization", "Bearer " + key);
    }

    /** With a new key. */
    static KeyHolder of(String tenant, String scope) {
        return of(made(tenant, scope).text("key"));
    }

    /** Somebody of this machine, who shows a new key with every right all the same. */
    static Caller caller(String tenant) {
        return caller(made(tenant, "admin"));
    }

    /** As {@link #caller(String)}, with a key that was made. */
    static Caller caller(Answer made) {
        return new Caller("Authorization", "Bearer " + made.text("key"));
    }

    /** A new key, as its maker sees it. */
    static Answer made(String tenant, String scope) {
        Answer made = new Caller().post("/v1/keys", SCOPES.formatted(tenant, scope));
        assertEquals(201, made.status(), made::toString);
        return made;
    }

    KeyHolder with(String name, String value) {
        List<String> more = new ArrayList<>(headers);
        more.addAll(List.of(name, value));
        return new KeyHolder(gateway, more);
    }

    Answer get(String path) {
        return send("GET", path, "");
    }

    Answer post(String path, String body) {
        return send("POST", path, body);
    }

    Answer send(String method, String path, String body, String... others) {
        List<String> all = new ArrayList<>(List.of("X-Forwarded-For", "192.0.2.7"));
        all.addAll(headers);
        all.addAll(List.of(others));
        if (!body.isEmpty()) {
            all.addAll(List.of("Content-Type", "application/json"));
        }
        return gateway.exchange(method, path, body.getBytes(UTF_8), all.toArray(String[]::new));
    }
}
