package io.likeness.gateway.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import io.likeness.contracts.LikenessException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SNIMatcher;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.StandardConstants;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Single calls of receivers on this machine. */
final class HttpAttemptsTest {
    private static final Duration AMPLE = Duration.ofSeconds(20);
    private static final Duration SHORT = Duration.ofMillis(500);
    private static final byte[] BODY = "{\"type\":\"webhook.test\"}".getBytes(UTF_8);

    private final List<String> lookups = new CopyOnWriteArrayList<>();
    private final Secret secret = Secret.random();
    private final HttpAttempts open =
            new HttpAttempts(FixedConfiguration.open(AMPLE, Duration.ofSeconds(1)), this::resolve);
    private final HttpAttempts strict = new HttpAttempts(FixedConfiguration.strict(), this::resolve);
    private Receiver receiver;

    HttpAttemptsTest() throws IOException {
        receiver = Receiver.start();
    }

    @BeforeEach
    void forgetLookups() {
        lookups.clear();
    }

    @AfterEach
    void close() {
        receiver.close();
        open.close();
        strict.close();
    }

    /** Names as a receiver's owner would have them: one moves as soon as it has been looked up. */
    private InetAddress[] resolve(String host) throws UnknownHostException {
        lookups.add(host);
        return switch (host) {
            case "receiver.test" -> addresses("127.0.0.1");
            case "mixed.test" -> addresses("8.8.8.8", "169.254.169.254");
            case "rebinding.test" -> addresses(lookups.size() == 1 ? "127.0.0.2" : "127.0.0.1");
            case "slow.test" -> slowly();
            case "nowhere.test" -> throw new UnknownHostException(host);
            default -> addresses(host);
        };
    }

    private static InetAddress[] addresses(String... literals) throws UnknownHostException {
        List<InetAddress> found = new ArrayList<>();
        for (String literal : literals) {
            found.add(InetAddress.getByName(literal));
        }
        return found.toArray(InetAddress[]::new);
    }

    private static InetAddress[] slowly() throws UnknownHostException {
        try {
            assertFalse(new CountDownLatch(1).await(1, TimeUnit.MINUTES));
            return addresses("127.0.0.1");
        } catch (InterruptedException e) {
            throw new UnknownHostException("interrupted");
        }
    }

    @Test
    void postsTheBytesWithASignatureOverThem() {
        receiver.answers(202, "taken");
        Attempt attempt = open.attempt(loan(receiver.url()));
        assertEquals(202, attempt.status());
        assertEquals("taken", attempt.excerpt());
        assertNull(attempt.error());
        assertTrue(attempt.succeeded());
        Receiver.Received received = receiver.received().getFirst();
        assertEquals(new String(BODY, UTF_8), received.body());
        assertEquals("application/json", received.header("Content-Type"));
        assertEquals("Likeness-Webhooks/1", received.header("User-Agent"));
        assertEquals("msg_1", received.id());
        assertEquals(attempt.at().getEpochSecond(), received.timestamp());
        assertTrue(received.signedWith(secret.text()));
        assertFalse(received.signedWith(Secret.random().text()));
    }

    @Test
    void looksAHostUpOnceAndNamesIt() {
        assertTrue(open.attempt(loan("http://receiver.test:" + receiver.port() + "/a?b=c"))
                .succeeded());
        assertEquals(List.of("receiver.test"), lookups);
        Receiver.Received received = receiver.received().getFirst();
        assertEquals("receiver.test:" + receiver.port(), received.header("Host"));
        assertEquals("/a?b=c", received.path());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://127.0.0.1:%d/",
                "http://localhost:%d/",
                "http://receiver.test:%d/",
                "http://[::1]:%d/",
                "http://[::ffff:127.0.0.1]:%d/",
                "http://[::ffff:7f00:1]:%d/",
                "http://[64:ff9b::7f00:1]:%d/",
                "http://１２７.0.0.1:%d/",
                "http://mixed.test:%d/"
            })
    void callsNothingButTheInternetUnlessThatIsAllowed(String url) {
        String target = url.formatted(receiver.port());
        Attempt attempt = strict.attempt(loan(target.replace("localhost", "127.0.0.1")));
        assertNull(attempt.status(), attempt::toString);
        assertTrue(
                String.valueOf(attempt.error())
                        .startsWith("url: expected a host that has addresses of the internet only, found "),
                attempt::toString);
        LikenessException refused = assertThrows(
                LikenessException.class, () -> strict.target("url", target.replace("localhost", "127.0.0.1")));
        assertTrue(String.valueOf(refused.getMessage()).startsWith("url: expected a host that has addresses"));
        assertEquals(List.of(), receiver.received());
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://2130706433:%d/", "http://0x7f.1:%d/", "http://0177.0.0.1:%d/", "http://127.1:%d/"})
    void callsNoAddressThatIsWrittenInAnotherForm(String url) {
        for (HttpAttempts attempts : List.of(open, strict)) {
            Attempt attempt = attempts.attempt(loan(url.formatted(receiver.port())));
            assertTrue(String.valueOf(attempt.error()).startsWith("url: expected a name"), attempt::toString);
        }
        assertEquals(List.of(), receiver.received());
        assertEquals(List.of(), lookups);
    }

    @Test
    void isNotLedElsewhereBetweenCheckAndConnection() {
        Attempt attempt = open.attempt(loan("http://rebinding.test:" + receiver.port() + "/"));
        assertNull(attempt.status(), attempt::toString);
        assertEquals(List.of("rebinding.test"), lookups);
        assertEquals(List.of(), receiver.received());
    }

    @Test
    void opensNoSocketToWhatTheRuleRefuses() throws IOException {
        try (Addresses addresses = new Addresses(new AddressRule(false), this::resolve);
                var socket = new HttpSockets(addresses).createSocket()) {
            InetSocketAddress local = new InetSocketAddress(InetAddress.getLoopbackAddress(), receiver.port());
            assertThrows(RefusedAddressException.class, () -> socket.connect(local));
            assertThrows(
                    UnknownHostException.class,
                    () -> socket.connect(InetSocketAddress.createUnresolved("receiver.test", receiver.port())));
        }
    }

    @Test
    void acceptsATargetThatHasNoAddressYet() {
        assertEquals(
                "http://nowhere.test/",
                strict.target("url", "http://nowhere.test").text());
        Attempt attempt = strict.attempt(loan("http://nowhere.test/"));
        assertEquals("the host has no address", attempt.error());
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308, 304})
    void followsNoRedirect(int status) throws IOException {
        try (Receiver elsewhere = Receiver.start()) {
            receiver.answers(status, "", "Location", elsewhere.url());
            Attempt attempt = open.attempt(loan(receiver.url()));
            assertEquals(status, attempt.status());
            assertEquals(
                    "expected a status of 200 to 299, found " + status + ", a redirect, which is never followed",
                    attempt.error());
            assertFalse(attempt.succeeded());
            assertEquals(List.of(), elsewhere.received());
        }
        assertEquals(1, receiver.received().size());
    }

    /** The client would repeat these by itself. */
    @ParameterizedTest
    @ValueSource(ints = {408, 421, 503})
    void sendsNothingTwice(int status) {
        receiver.answers(status, "later", "Retry-After", "0");
        Attempt attempt = open.attempt(loan(receiver.url()));
        assertEquals(status, attempt.status());
        assertEquals("later", attempt.excerpt());
        assertEquals(1, receiver.received().size());
    }

    @Test
    void readsTheWishOfAReceiverAndItsGoodbye() {
        receiver.answers(429, "", "Retry-After", "77").answers(410, "");
        assertEquals(Duration.ofSeconds(77), open.attempt(loan(receiver.url())).retryAfter());
        assertTrue(open.attempt(loan(receiver.url())).gone());
    }

    @Test
    void readsNoMoreThanAKilobyteOfAnAnswer() {
        receiver.answers(200, "\u0000\u0007<" + "a".repeat(1 << 20));
        String excerpt = String.valueOf(open.attempt(loan(receiver.url())).excerpt());
        assertEquals(HttpAttempts.EXCERPT_BYTES, excerpt.length());
        assertTrue(excerpt.startsWith("\uFFFD\uFFFD<aaa"), excerpt);
    }

    @Test
    void waitsNoLongerThanItsTimeout() {
        HttpAttempts hasty = within(SHORT);
        receiver.holds();
        Attempt attempt = hasty.attempt(loan(receiver.url()));
        assertEquals("expected an answer within 500 ms, found none", attempt.error());
        assertTrue(attempt.milliseconds() >= 500 && attempt.milliseconds() < AMPLE.toMillis(), attempt::toString);
        Attempt unresolved = hasty.attempt(loan("http://slow.test/"));
        assertEquals("expected an answer within 500 ms, found none", unresolved.error());
        hasty.close();
    }

    private HttpAttempts within(Duration timeout) {
        return new HttpAttempts(FixedConfiguration.open(timeout, Duration.ofSeconds(1)), this::resolve);
    }

    /** A status that was told stands, though the body never comes. */
    @ParameterizedTest
    @CsvSource({
        "'HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n', 200",
        "'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n', 200",
        "'HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 2\r\n\r\nxx', 200",
        "'HTTP/1.1 20\u0000 OK\r\n\r\n', ",
        "'\u0000\u0001\u0000\u0002', ",
        "'HTTP/1.1 200 OK\r\nno header\u0000\r\n\r\n', 200",
        "'HTTP/1.1 999 \u0007\r\nContent-Length: 0\r\n\r\n', 999"
    })
    void bearsWhateverIsAnswered(String answer, Integer status) throws IOException {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> answerAndHold(server, answer));
            HttpAttempts patient = within(Duration.ofSeconds(2));
            Attempt attempt = patient.attempt(loan("http://127.0.0.1:" + server.getLocalPort()));
            patient.close();
            assertEquals(status, attempt.status(), attempt::toString);
            assertFalse(attempt.toString().matches("(?s).*[\\x00-\\x08].*"), attempt::toString);
            assertTrue(attempt.milliseconds() < AMPLE.toMillis(), attempt::toString);
        }
    }

    private static void answerAndHold(ServerSocket server, String answer) {
        try (Socket socket = server.accept()) {
            socket.getOutputStream().write(answer.getBytes(UTF_8));
            socket.getOutputStream().flush();
            socket.getInputStream().transferTo(OutputStream.nullOutputStream());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void saysThatNobodyListens() {
        receiver.close();
        Attempt attempt = open.attempt(loan(receiver.url()));
        assertTrue(String.valueOf(attempt.error()).startsWith("no answer: "), attempt::toString);
        assertNull(attempt.retryAfter());
    }

    @Test
    void takesNoProxyFromTheEnvironment() {
        String before = System.setProperty("socksProxyHost", "127.0.0.1");
        System.setProperty("socksProxyPort", "1");
        System.setProperty("http.proxyHost", "127.0.0.1");
        System.setProperty("http.proxyPort", "1");
        System.setProperty("http.nonProxyHosts", "");
        try {
            assertTrue(open.attempt(loan("http://receiver.test:" + receiver.port()))
                    .succeeded());
        } finally {
            assertNull(before);
            List.of("socksProxyHost", "socksProxyPort", "http.proxyHost", "http.proxyPort", "http.nonProxyHosts")
                    .forEach(System::clearProperty);
        }
    }

    /** It is called at the address that was looked up, asks for the certificate of its name, and believes no other. */
    @Test
    void checksCertificatesByName(@TempDir Path folder) throws Exception {
        List<String> asked = new CopyOnWriteArrayList<>();
        HttpsServer https = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        SSLContext context = selfSigned(folder);
        https.setHttpsConfigurator(new HttpsConfigurator(context) {
            @Override
            public void configure(HttpsParameters parameters) {
                SSLParameters ours = context.getDefaultSSLParameters();
                ours.setSNIMatchers(List.of(new Noting(asked)));
                parameters.setSSLParameters(ours);
            }
        });
        https.start();
        try {
            Attempt attempt = open.attempt(
                    loan("https://receiver.test:" + https.getAddress().getPort()));
            assertTrue(String.valueOf(attempt.error()).startsWith("no secure connection: "), attempt::toString);
            assertEquals(List.of("receiver.test"), asked);
        } finally {
            https.stop(0);
        }
    }

    private static SSLContext selfSigned(Path folder)
            throws IOException, InterruptedException, GeneralSecurityException {
        Path store = folder.resolve("keys.p12");
        String keytool =
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        Process process = new ProcessBuilder(
                        keytool,
                        "-genkeypair",
                        "-alias",
                        "a",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=receiver.test",
                        "-ext",
                        "san=dns:receiver.test",
                        "-keystore",
                        store.toString(),
                        "-storepass",
                        "changeit")
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("keytool.log").toFile())
                .start();
        assertEquals(0, process.waitFor());
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, "changeit".toCharArray());
        }
        KeyManagerFactory managers = KeyManagerFactory.getInstance("PKIX");
        managers.init(keys, "changeit".toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return context;
    }

    /** Writes down which names are asked for. */
    private static final class Noting extends SNIMatcher {
        private final List<String> asked;

        Noting(List<String> asked) {
            super(StandardConstants.SNI_HOST_NAME);
            this.asked = asked;
        }

        @Override
        public boolean matches(SNIServerName name) {
            asked.add(new String(name.getEncoded(), UTF_8));
            return true;
        }
    }

    private Loan loan(String url) {
        Instant now = Instant.now();
        WebhookRow row = new WebhookRow("id", url, null, null, secret, null, null, true, null, null, now, now);
        return new Loan("delivery", row, "msg_1", EventType.TEST, BODY, now, 1, 1, false);
    }
}
