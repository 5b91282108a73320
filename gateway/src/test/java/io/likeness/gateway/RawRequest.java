package io.likeness.gateway;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.ConfigProvider;

/** A connection on which a test says what no client library would. For one thread. */
final class RawRequest implements AutoCloseable {
    private final Socket socket;
    private final BufferedReader answer;

    private RawRequest(Socket socket) throws IOException {
        this.socket = socket;
        this.answer = new BufferedReader(new InputStreamReader(socket.getInputStream(), US_ASCII));
    }

    static RawRequest open(String... lines) throws IOException {
        URI base = URI.create(ConfigProvider.getConfig().getValue("test.url", String.class));
        Socket socket = new Socket(base.getHost(), base.getPort());
        socket.setSoTimeout(20_000);
        RawRequest request = new RawRequest(socket);
        request.send(List.of(lines).stream().collect(Collectors.joining("\r\n", "", "\r\n\r\n")));
        return request;
    }

    static int port() {
        return URI.create(ConfigProvider.getConfig().getValue("test.url", String.class))
                .getPort();
    }

    void send(String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(US_ASCII));
    }

    void send(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
    }

    int status() throws IOException {
        return Integer.parseInt(answer.readLine().split(" ")[1]);
    }

    /** Whether something of an answer has arrived. */
    boolean answered() throws IOException {
        return answer.ready();
    }

    /** What follows until the connection ends. */
    String rest() {
        return answer.lines().collect(Collectors.joining("\n"));
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
