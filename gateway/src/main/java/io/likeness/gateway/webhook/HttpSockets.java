package io.likeness.gateway.webhook;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import javax.net.SocketFactory;

/**
 * Sockets that look once more at the address that they connect to, however the client came by it: it asks no resolver for a host that is an address itself. None goes by a proxy,
 * whatever the environment says. Safe for threads.
 */
final class HttpSockets extends SocketFactory {
    private final Addresses addresses;

    HttpSockets(Addresses addresses) {
        this.addresses = addresses;
    }

    @Override
    public Socket createSocket() {
        return new CheckedSocket();
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
        throw new UnknownHostException(host + ": expected an address");
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress local, int localPort) throws IOException {
        return createSocket(host, port);
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
        Socket socket = createSocket();
        socket.connect(new InetSocketAddress(host, port));
        return socket;
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort) throws IOException {
        return createSocket(host, port);
    }

    private final class CheckedSocket extends Socket {
        CheckedSocket() {
            super(Proxy.NO_PROXY);
        }

        @Override
        public void connect(SocketAddress endpoint) throws IOException {
            connect(endpoint, 0);
        }

        @Override
        public void connect(SocketAddress endpoint, int timeout) throws IOException {
            if (!(endpoint instanceof InetSocketAddress internet) || internet.isUnresolved()) {
                throw new UnknownHostException("expected an address");
            }
            Optional<RefusedAddressException> refused = addresses.refusal(internet.getAddress());
            if (refused.isPresent()) {
                throw refused.orElseThrow();
            }
            super.connect(endpoint, timeout);
        }
    }
}
