package io.likeness.gateway.access;

import io.vertx.core.http.Cookie;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import java.util.Locale;

/** What a request shows of who sends it. */
sealed interface Shown {
    /** The page's cookie. */
    String COOKIE = "likeness-session";

    /** Nothing at all. */
    record Nothing() implements Shown {}

    /** A key in the header {@code Authorization}. */
    record Key(KeyText text) implements Shown {}

    /** A token in the header {@code Authorization} that is no key of ours. */
    record Token(String text) implements Shown {
        @Override
        public String toString() {
            return "Token[]";
        }
    }

    /** The page's cookie. One that has ended is as none, or nobody could sign in again. */
    record Session(String token) implements Shown {
        @Override
        public String toString() {
            return "Session[]";
        }
    }

    /** Something that can be neither a key nor a token. */
    record Unreadable() implements Shown {}

    static Shown by(HttpServerRequest request) {
        List<String> headers = request.headers().getAll("Authorization");
        if (!headers.isEmpty()) {
            return headers.size() == 1 ? of(headers.getFirst().strip()) : new Unreadable();
        }
        Cookie cookie = request.getCookie(COOKIE);
        return cookie == null ? new Nothing() : new Session(cookie.getValue());
    }

    static Shown of(String authorization) {
        int space = authorization.indexOf(' ');
        if (space < 0
                || !authorization.substring(0, space).toLowerCase(Locale.ROOT).equals("bearer")) {
            return new Unreadable();
        }
        String text = authorization.substring(space + 1).strip();
        if (text.startsWith(KeyText.PREFIX)) {
            return KeyText.parse(text).<Shown>map(Key::new).orElseGet(Unreadable::new);
        }
        return text.isEmpty() ? new Unreadable() : new Token(text);
    }
}
