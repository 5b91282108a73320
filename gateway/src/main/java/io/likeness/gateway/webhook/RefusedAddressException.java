package io.likeness.gateway.webhook;

import java.io.IOException;
import java.net.InetAddress;

/** A host is where no webhook may be. */
final class RefusedAddressException extends IOException {
    static final String EXPECTED = "a host that has addresses of the internet only";

    private static final long serialVersionUID = 1L;

    private final String found;

    RefusedAddressException(InetAddress address, String what) {
        this(address.getHostAddress() + " (" + what + ")");
    }

    private RefusedAddressException(String found) {
        super("expected " + EXPECTED + ", found " + found);
        this.found = found;
    }

    String found() {
        return found;
    }
}
