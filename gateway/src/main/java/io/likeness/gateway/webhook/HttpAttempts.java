package io.likeness.gateway.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.likeness.contracts.LikenessException;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.Proxy;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import okhttp3.ConnectionPool;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.ResponseBody;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Calls webhooks: one request an attempt, on a connection of its own to an address that was looked up and checked for it. Redirects are not followed, nothing is sent twice, no proxy is used, and of the
 * answer's body no more than a kilobyte is read. Safe for threads.
 */
@Singleton
public class HttpAttempts {
    static final int EXCERPT_BYTES = 1024;

    private static final Logger LOG = LoggerFactory.getLogger(HttpAttempts.class);
    private static final int LONGEST_ERROR = 300;
    private static final Duration LOOKUP_AT_ONCE = Duration.ofSeconds(2);

    private final Duration timeout;
    private final boolean allowHttp;
    private final Addresses addresses;
    private final OkHttpClient client;

    @Inject
    HttpAttempts(WebhookConfiguration configuration) {
        this(configuration, InetAddress::getAllByName);
    }

    HttpAttempts(WebhookConfiguration configuration, Addresses.Resolver resolver) {
        this.timeout = configuration.timeout();
        this.allowHttp = configuration.allowHttp();
        this.addresses = new Addresses(new AddressRule(configuration.allowPrivateTargets()), resolver);
        this.client = new OkHttpClient.Builder()
                .proxy(Proxy.NO_PROXY)
                .socketFactory(new HttpSockets(addresses))
                .followRedirects(false)
                .followSslRedirects(false)
                .protocols(List.of(Protocol.HTTP_1_1))
                .connectionPool(new ConnectionPool(0, 1, TimeUnit.SECONDS))
                .connectTimeout(timeout)
                .readTimeout(timeout)
                .writeTimeout(timeout)
                .build();
    }

    /**
     * A target that may be called, as far as that is known now.
     *
     * @throws LikenessException {@code INVALID_REQUEST} naming the field, what is allowed and what was found
     */
    Target target(String field, String url) {
        Target target = Target.parse(field, url, allowHttp);
        addresses.check(field, target.url().host(), LOOKUP_AT_ONCE);
        return target;
    }

    /** Posts a body with a signature over its bytes, the event's id and the present time (Standard Webhooks 1.0.0, "Webhook headers"). Holds the calling thread. */
    Attempt attempt(Loan loan) {
        Instant at = Instant.now();
        long began = System.nanoTime();
        try {
            Target target = Target.parse("url", loan.webhook().url(), allowHttp);
            List<InetAddress> found = addresses.require(target.url().host(), timeout);
            Duration left = timeout.minusNanos(System.nanoTime() - began);
            return send(request(target, loan, at), found, left, at, began);
        } catch (LikenessException e) {
            return failed(at, began, String.valueOf(e.getMessage()));
        } catch (IOException e) {
            return failed(at, began, describe(e));
        } catch (RuntimeException e) {
            // An attempt as any other that failed: else it would be made again and again, and never counted.
            LOG.error("attempt broken off delivery={}", loan.deliveryId(), e);
            return failed(at, began, "an unexpected error");
        }
    }

    private Attempt send(Request request, List<InetAddress> found, Duration left, Instant at, long began)
            throws IOException {
        OkHttpClient once = client.newBuilder()
                .dns(host -> found)
                .callTimeout(left.isPositive() ? left : Duration.ofMillis(1))
                .build();
        try (Response response = once.newCall(request).execute()) {
            int status = response.code();
            Duration later =
                    RetryAfter.read(status, response.header("Retry-After"), at).orElse(null);
            return new Attempt(at, since(began), status, excerpt(response.body()), error(response), later);
        }
    }

    private static Request request(Target target, Loan loan, Instant at) {
        long timestamp = at.getEpochSecond();
        return new Request.Builder()
                .url(target.url())
                .post(new OnceBody(loan.body()))
                .header("User-Agent", "Likeness-Webhooks/1")
                .header("Accept-Encoding", "identity")
                .header("Connection", "close")
                .header("webhook-id", loan.eventId())
                .header("webhook-timestamp", Long.toString(timestamp))
                .header("webhook-signature", loan.webhook().sign(loan.eventId(), timestamp, loan.body()))
                .build();
    }

    /** The status stands, whatever becomes of the body. */
    private static @Nullable String excerpt(ResponseBody body) {
        try (InputStream in = body.byteStream()) {
            String text = new String(in.readNBytes(EXCERPT_BYTES), UTF_8);
            return text.isEmpty() ? null : storable(text);
        } catch (IOException e) {
            return null;
        }
    }

    private static @Nullable String error(Response response) {
        int status = response.code();
        if (status / 100 == 2) {
            return null;
        }
        return status / 100 == 3
                ? "expected a status of 200 to 299, found " + status + ", a redirect, which is never followed"
                : "expected a status of 200 to 299, found " + status;
    }

    private String describe(IOException e) {
        String text = switch (e) {
            case RefusedAddressException refused -> "url: " + refused.getMessage();
            case UnknownHostException unknown -> "the host has no address";
            case InterruptedIOException late ->
                "expected an answer within %d ms, found none".formatted(timeout.toMillis());
            case SSLException tls -> "no secure connection: " + tls.getMessage();
            default -> "no answer: " + e.getMessage();
        };
        return storable(text.length() > LONGEST_ERROR ? text.substring(0, LONGEST_ERROR) : text);
    }

    /** What a receiver says may be any bytes, and is shown to people. */
    private static String storable(String text) {
        return text.replaceAll("[\\p{Cc}\\p{Cs}&&[^\\n\\t]]", "\uFFFD");
    }

    private static Attempt failed(Instant at, long began, String error) {
        return new Attempt(at, since(began), null, null, error, null);
    }

    private static long since(long began) {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began);
    }

    /** Breaks off what is being sent. */
    void cancelAll() {
        client.dispatcher().cancelAll();
    }

    @PreDestroy
    void close() {
        addresses.close();
    }
}
