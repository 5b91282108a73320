package io.likeness.gateway.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.likeness.gateway.access.Tenant;
import io.likeness.gateway.simulation.Bed;
import io.likeness.platform.database.Notifications;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.awaitility.Awaitility;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The loop on a real database with receivers on this machine, also more than one of it, as of several gateways. */
final class DeliveriesTest {
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    /** Longer than any test: whoever is held is held until the test lets go. */
    private static final Duration TIMEOUT = Duration.ofMinutes(1);

    private static final Duration SHORT = Duration.ofMillis(10);
    private static final byte[] BODY = "{\"type\":\"generation.succeeded\"}".getBytes(UTF_8);

    private final Jdbi jdbi = Bed.of(Bed.Kind.POSTGRES).jdbi();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final Secret secret = Secret.random();
    private final List<Deliveries> gateways = new ArrayList<>();
    private final List<Receiver> receivers = new ArrayList<>();

    @BeforeEach
    @AfterEach
    void forgetAll() throws InterruptedException {
        for (Deliveries gateway : gateways) {
            gateway.stop(new ShutdownEvent());
        }
        receivers.forEach(Receiver::close);
        jdbi.useHandle(handle -> handle.execute("TRUNCATE webhook CASCADE"));
    }

    @Test
    void triesAgainUntilItIsTakenUnderTheSameIdAndAnotherTime() throws IOException {
        Receiver receiver = receiver().answers(500, "broken").answers(503, "");
        gateway(SHORT, Duration.ofMillis(1300));
        String webhook = webhook(receiver.url());
        String id = delivery(webhook);
        Delivery done = await(() -> find(webhook, id), DeliveryStatus.SUCCEEDED);
        List<Receiver.Received> received = receiver.received();
        assertEquals(3, received.size());
        assertEquals(1, received.stream().map(Receiver.Received::id).distinct().count());
        assertEquals(done.eventId(), received.getFirst().id());
        assertTrue(received.getLast().timestamp() > received.getFirst().timestamp(), "signed at another time");
        assertNotEquals(
                received.getFirst().header("webhook-signature"),
                received.getLast().header("webhook-signature"));
        received.forEach(one -> assertEquals(new String(BODY, UTF_8), one.body()));
        received.forEach(one -> assertTrue(one.signedWith(secret.text())));
        assertEquals(
                List.of(200, 503, 500),
                done.attempts().stream().map(Attempt::status).toList());
        assertEquals("broken", done.attempts().getLast().excerpt());
        assertNull(done.dueAt());
        assertEquals(2, counted("retried"));
        assertEquals(1, counted("succeeded"));
        assertNull(row(webhook).failingSince());
    }

    @Test
    void endsAfterTheLastAttempt() throws IOException {
        Receiver receiver = receiver().answers(500, "").answers(404, "").answers(302, "", "Location", "/");
        gateway(SHORT, SHORT);
        String webhook = webhook(receiver.url());
        String id = delivery(webhook);
        Delivery done = await(() -> find(webhook, id), DeliveryStatus.FAILED);
        assertEquals(
                List.of(302, 404, 500),
                done.attempts().stream().map(Attempt::status).toList());
        assertEquals(1, counted("failed"));
        assertTrue(row(webhook).enabled());

        boolean begun = jdbi.withHandle(handle -> DeliveryTable.again(handle, webhook, id));
        assertTrue(begun);
        Delivery again = await(() -> find(webhook, id), DeliveryStatus.SUCCEEDED);
        assertEquals(4, again.attempts().size());
        assertEquals(
                receiver.received().getFirst().id(),
                receiver.received().getLast().id());
    }

    @Test
    void callsNoMoreWhoeverIsGone() throws IOException {
        Receiver receiver = receiver().answers(410, "");
        gateway(SHORT);
        String webhook = webhook(receiver.url());
        String id = delivery(webhook);
        await(() -> find(webhook, id), DeliveryStatus.FAILED);
        assertFalse(row(webhook).enabled());
        assertEquals("it has answered 410: it wants no more", row(webhook).disabledReason());

        String other = delivery(webhook);
        assertEquals(List.of(), jdbi.withHandle(DeliveryTable::waiting));
        jdbi.useHandle(handle -> WebhookTable.enable(handle, webhook));
        await(() -> find(webhook, other), DeliveryStatus.SUCCEEDED);
        assertEquals(2, receiver.received().size());
    }

    @Test
    void callsNoMoreWhoeverHasFailedForDays() throws IOException {
        Receiver receiver = receiver().answers(500, "").answers(500, "");
        gateway(SHORT);
        String webhook = webhook(receiver.url());
        jdbi.useHandle(
                handle -> handle.execute("UPDATE webhook SET failing_since = now() - interval '5 days 1 minute'"));
        delivery(webhook);
        Awaitility.await().atMost(PATIENCE).until(() -> !row(webhook).enabled());
        assertEquals("every attempt has failed for 120 hours", row(webhook).disabledReason());
        assertEquals(1, receiver.received().size());
    }

    @Test
    void waitsAsLongAsAReceiverWishes() throws IOException {
        Receiver receiver = receiver().answers(429, "", "Retry-After", "3600");
        gateway(SHORT);
        String webhook = webhook(receiver.url());
        String id = delivery(webhook);
        Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> !find(webhook, id).attempts().isEmpty());
        Delivery waiting = find(webhook, id);
        assertEquals(DeliveryStatus.PENDING, waiting.status());
        Duration pause = Duration.between(waiting.createdAt(), waiting.dueAt());
        assertTrue(pause.toSeconds() >= 3599 && pause.toSeconds() <= 3660, pause::toString);
    }

    @Test
    void aSlowReceiverHoldsUpNoOther() throws IOException {
        Receiver slow = receiver().holds();
        Receiver quick = receiver();
        gateway(SHORT);
        String held = webhook(slow.url());
        String free = webhook(quick.url());
        List<String> waiting = List.of(delivery(held), delivery(held), delivery(held));
        slow.await(2);
        for (int i = 0; i < 10; i++) {
            delivery(free);
        }
        quick.await(10);
        assertEquals(2, slow.received().size(), "no more than its share at a time");
        assertTrue(waiting.stream().allMatch(id -> find(held, id).attempts().isEmpty()), "the slow one is still held");
    }

    @Test
    void anotherGatewayGoesOnWithWhatOneHasLeft() throws IOException {
        Receiver receiver = receiver();
        String webhook = webhook(receiver.url());
        String id = delivery(webhook);
        List<Loan> lost = jdbi.inTransaction(
                transaction -> DeliveryTable.lend(transaction, row(webhook), 5, Duration.ofMillis(700)));
        assertEquals(1, lost.size());
        gateway(SHORT);
        Delivery done = await(() -> find(webhook, id), DeliveryStatus.SUCCEEDED);
        assertFalse(done.attempts().getFirst().at().isBefore(lost.getFirst().until()), "not before the loan has ended");
        assertEquals(1, receiver.received().size());
        boolean written = jdbi.inTransaction(transaction -> DeliveryTable.end(
                transaction, lost.getFirst(), done.attempts().getFirst(), DeliveryStatus.FAILED, null));
        assertFalse(written, "whoever comes back late changes nothing");
        assertEquals(DeliveryStatus.SUCCEEDED, find(webhook, id).status());
    }

    @Test
    void givesBackWhatIsOnItsWayWhereItIsStopped() throws IOException, InterruptedException {
        Receiver receiver = receiver().holds();
        Deliveries first = gateway(SHORT);
        String webhook = webhook(receiver.url());
        String id = delivery(webhook);
        receiver.await(1);
        first.stop(new ShutdownEvent());
        Delivery left = find(webhook, id);
        assertEquals(DeliveryStatus.PENDING, left.status());
        assertEquals(List.of(), left.attempts());
        assertEquals(List.of(webhook), jdbi.withHandle(DeliveryTable::waiting));
    }

    @Test
    void severalGatewaysSendEachOnce() throws IOException {
        Receiver receiver = receiver();
        String webhook = webhook(receiver.url());
        for (int i = 0; i < 60; i++) {
            delivery(webhook);
        }
        for (int i = 0; i < 3; i++) {
            gateway(SHORT);
        }
        Awaitility.await().atMost(PATIENCE).until(() -> jdbi.withHandle(DeliveryTable::countWaiting) == 0);
        assertEquals(60, receiver.received().size());
        assertEquals(
                60,
                receiver.received().stream()
                        .map(Receiver.Received::id)
                        .distinct()
                        .count());
    }

    @Test
    void deletesAWebhookWhileItIsCalled() throws IOException {
        Receiver receiver = receiver().holds();
        gateway(SHORT);
        String webhook = webhook(receiver.url());
        delivery(webhook);
        receiver.await(1);
        boolean deleted = jdbi.inTransaction(transaction -> WebhookTable.delete(transaction, webhook));
        assertTrue(deleted);
        receiver.close();
        Receiver next = receiver();
        String other = webhook(next.url());
        String id = delivery(other);
        await(() -> find(other, id), DeliveryStatus.SUCCEEDED);
    }

    @Test
    void writesAnEventOnceForEachWebhook() throws IOException {
        String webhook = webhook(receiver().url());
        jdbi.useHandle(handle -> {
            DeliveryTable.insert(handle, webhook, "msg_same", EventType.MODEL_REGISTERED, BODY);
            DeliveryTable.insert(handle, webhook, "msg_same", EventType.MODEL_REGISTERED, BODY);
        });
        assertEquals(1, jdbi.withHandle(DeliveryTable::countWaiting));
    }

    @Test
    void forgetsDeliveriesAndFormerSecretsOfLongAgo() throws IOException {
        String webhook = webhook(receiver().url());
        String old = delivery(webhook);
        String young = delivery(webhook);
        jdbi.useHandle(handle -> {
            WebhookTable.rotate(handle, webhook, Secret.random(), Duration.ofSeconds(60));
            handle.execute("UPDATE webhook_delivery SET created_at = now() - interval '31 days' WHERE id = ?", old);
        });
        OldDeliveries chore = new OldDeliveries(jdbi, FixedConfiguration.open(TIMEOUT, SHORT));
        assertFalse(chore.run());
        assertEquals(
                List.of(young),
                jdbi.withHandle(handle -> DeliveryTable.newest(handle, webhook, null, null, 10)).stream()
                        .map(Delivery::id)
                        .toList());
        assertTrue(String.valueOf(row(webhook).sign("msg_a", Instant.now().getEpochSecond(), BODY))
                .contains(" v1,"));
        jdbi.useHandle(handle -> handle.execute("UPDATE webhook SET former_until = now() - interval '1 second'"));
        chore.run();
        assertNull(row(webhook).former());
    }

    @Test
    void keepsTheNewestFiftyAttempts() throws IOException {
        String webhook = webhook(receiver().url());
        String id = delivery(webhook);
        for (int i = 0; i < 53; i++) {
            jdbi.useTransaction(transaction -> {
                Loan loan = DeliveryTable.lend(transaction, row(webhook), 1, TIMEOUT)
                        .getFirst();
                Attempt attempt = new Attempt(loan.until(), 1, 500, null, "no", null);
                DeliveryTable.end(transaction, loan, attempt, DeliveryStatus.PENDING, Duration.ZERO);
            });
        }
        assertEquals(50, find(webhook, id).attempts().size());
    }

    private Receiver receiver() throws IOException {
        Receiver receiver = Receiver.start();
        receivers.add(receiver);
        return receiver;
    }

    @SuppressWarnings("NullAway") // Nobody listens: it looks by itself.
    private Deliveries gateway(Duration... backoff) {
        FixedConfiguration configuration = FixedConfiguration.open(TIMEOUT, backoff);
        Deliveries gateway = new Deliveries(
                jdbi,
                new HttpAttempts(configuration, InetAddress::getAllByName),
                configuration,
                new Notifications(null),
                new DeliveryMeters(jdbi, meters));
        gateways.add(gateway);
        gateway.start(new StartupEvent());
        return gateway;
    }

    private String webhook(String url) {
        String id = UUID.randomUUID().toString();
        jdbi.useTransaction(transaction ->
                WebhookTable.insert(transaction, Tenant.MAIN, id, Target.parse("url", url, true), null, null, secret));
        return id;
    }

    private String delivery(String webhook) {
        String event = WebhookEvents.eventId(UUID.randomUUID().toString());
        return jdbi.inTransaction(transaction -> {
            DeliveryTable.insert(transaction, webhook, event, EventType.GENERATION_SUCCEEDED, BODY);
            return transaction
                    .createQuery("SELECT id FROM webhook_delivery WHERE event_id = :event")
                    .bind("event", event)
                    .mapTo(String.class)
                    .one();
        });
    }

    private Delivery find(String webhook, String id) {
        return jdbi.withHandle(handle -> DeliveryTable.find(handle, webhook, id))
                .orElseThrow();
    }

    private WebhookRow row(String id) {
        return jdbi.withHandle(handle -> WebhookTable.find(handle, id)).orElseThrow();
    }

    private double counted(String result) {
        return meters.counter("likeness.webhook.deliveries", "result", result).count();
    }

    private static Delivery await(Callable<Delivery> delivery, DeliveryStatus status) {
        return Awaitility.await()
                .pollInterval(Duration.ofMillis(20))
                .atMost(PATIENCE)
                .until(delivery, found -> found.status() == status);
    }
}
