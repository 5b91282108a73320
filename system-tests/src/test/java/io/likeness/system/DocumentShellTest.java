package io.likeness.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A document whose lines do not work as printed is found out. */
final class DocumentShellTest {
    @TempDir
    private Path folder;

    private final HttpServer server = create();

    @BeforeEach
    void serve() {
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(exchange.getRequestURI().getPath().equals("/there") ? 200 : 404, -1);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "curl -s $B/there",
                "curl -s $B/not   # 404: as the text says",
                "X=$(curl -s $B/there; echo 1)\necho \"$X\"",
                "for I in 1 2; do\n  curl -s \\\n    $B/there\ndone",
                "cat > kept <<'END'\ncurl -s $B/not\nEND",
                "until curl -sf $B/there; do sleep 1; done   # 404: until it is there"
            })
    void whatWorksAsPrintedPasses(String lines) throws Exception {
        run(lines);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "curl -s $B/not",
                "curl -s $B/not | cat",
                "X=$(curl -s $B/not; echo 1)",
                "curl -s $B/there   # 404: as the text says",
                "curl -s $B/not   # 409: as the text says",
                "X=$(curl -s $B/there)",
                "X=$(echo null)",
                "false",
                "true\nfalse\ntrue",
                "curl -so face.png $B/there; echo '{}' > face.png"
            })
    void whatDoesNotIsFoundOut(String lines) {
        assertThrows(AssertionError.class, () -> run(lines));
    }

    @Test
    void aBlockIsReadAsItIsMarked() throws Exception {
        Path document = Files.writeString(folder.resolve("page.md"), """
                ```sh needs node npm
                node a.mjs   # all of it
                ```

                ```sh not run: it takes hours
                ./likeness test   # all of it
                ```

                ```js file=a.mjs
                1;
                ```
                """);
        List<Snippet> snippets = Snippet.of(document);
        assertEquals(List.of(2, 6, 10), snippets.stream().map(Snippet::line).toList());
        assertEquals(Set.of("node", "npm"), snippets.getFirst().needs());
        assertTrue(snippets.getFirst().isRun());
        assertEquals("page.md: ./likeness test", snippets.get(1).exemption());
        assertEquals(List.of("a.mjs"), snippets.get(2).file().toList());
    }

    private void run(String lines) throws IOException, InterruptedException {
        Path own = Files.createDirectories(folder.resolve("own"));
        String address = "http://127.0.0.1:" + server.getAddress().getPort();
        DocumentShell shell = new DocumentShell(own, List.of(), Map.of("B", address));
        shell.add(new Snippet(Path.of("page.md"), 1, "sh", lines + "\n"));
        shell.run();
    }

    private static HttpServer create() {
        try {
            return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new AssertionError("no server", e);
        }
    }
}
