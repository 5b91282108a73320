package io.likeness.client;

import java.net.ConnectException;
import java.net.URI;

/** Nobody answered, or the answer broke off. */
public final class UnreachableException extends ClientException {
    private static final long serialVersionUID = 1L;

    UnreachableException(URI base, Throwable cause) {
        super("no answer from " + base + ": " + reason(cause), cause);
    }

    private static String reason(Throwable cause) {
        if (cause instanceof ConnectException) {
            return "nobody listens there";
        }
        return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    }
}
