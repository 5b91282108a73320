package io.likeness.gateway.webhook;

import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.LikenessException;
import io.likeness.platform.database.Notifications;
import io.likeness.platform.runtime.Loop;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries deliveries to webhooks, each at least once, until one attempt has succeeded or the last has failed. Each is lent to one gateway for an attempt, which has a virtual thread of its own; no
 * transaction waits for a receiver. Safe for threads and for several gateways.
 */
@Singleton
public class Deliveries {
    private static final Logger LOG = LoggerFactory.getLogger(Deliveries.class);
    private static final String SUBJECT = "webhooks";
    private static final Duration SHORTEST_PAUSE = Duration.ofMillis(5);
    private static final long FAREWELL_SECONDS = 3;

    private final Jdbi jdbi;
    private final HttpAttempts attempts;
    private final WebhookConfiguration configuration;
    private final Notifications notifications;
    private final DeliveryMeters meters;
    private final Backoff backoff;
    private final Slots slots;
    private final ExecutorService carriers = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("webhook-", 0).factory());
    private Notifications.@Nullable Subscription subscription;
    private volatile @Nullable Loop loop;
    private volatile boolean stopping;

    Deliveries(
            Jdbi jdbi,
            HttpAttempts attempts,
            WebhookConfiguration configuration,
            Notifications notifications,
            DeliveryMeters meters) {
        this.jdbi = jdbi;
        this.attempts = attempts;
        this.configuration = configuration;
        this.notifications = notifications;
        this.meters = meters;
        this.backoff = new Backoff(
                configuration.backoff(), () -> ThreadLocalRandom.current().nextDouble());
        this.slots = new Slots(configuration.mostAtOnce());
    }

    /** Something is due once the transaction commits. */
    static void announce(Handle transaction) {
        Notifications.send(transaction, SUBJECT);
    }

    void start(@Observes StartupEvent event) {
        loop = Loop.start("webhooks", this::turn);
        subscription = notifications.subscribe(SUBJECT, this::wake);
    }

    /** What is on its way is broken off and given back, so that another gateway need not wait for its loan to end. */
    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        stopping = true;
        Notifications.Subscription subscribed = subscription;
        if (subscribed != null) {
            subscribed.close();
        }
        Loop running = loop;
        if (running != null) {
            running.close();
        }
        carriers.shutdown();
        attempts.cancelAll();
        if (!carriers.awaitTermination(FAREWELL_SECONDS, TimeUnit.SECONDS)) {
            LOG.warn("deliveries still on their way");
        }
    }

    /**
     * Writes a delivery and makes its one attempt. Holds the calling thread.
     *
     * @param write the delivery, lent, within a transaction
     * @return its id
     * @throws LikenessException {@code CAPACITY_EXHAUSTED} while as many attempts are made at the webhook as may be
     */
    String once(String webhookId, Function<Handle, Loan> write) {
        if (!slots.take(webhookId)) {
            throw new LikenessException(
                    ErrorCode.CAPACITY_EXHAUSTED,
                    "webhook " + webhookId + ": expected fewer than " + configuration.mostAtOnce()
                            + " attempts at a time, found as many");
        }
        try {
            Loan loan = jdbi.inTransaction(write::apply);
            carry(loan);
            return loan.deliveryId();
        } finally {
            slots.release(webhookId);
        }
    }

    /** How long a loan lasts: an attempt, and what is written of it. */
    Duration lease() {
        return configuration.timeout().plus(configuration.lease());
    }

    private void wake() {
        Loop running = loop;
        if (running != null) {
            running.wake();
        }
    }

    private Duration turn() {
        jdbi.withHandle(DeliveryTable::waiting).forEach(this::lend);
        Duration next = jdbi.withHandle(DeliveryTable::untilNext).orElse(configuration.poll());
        Duration pause = next.compareTo(configuration.poll()) < 0 ? next : configuration.poll();
        return pause.compareTo(SHORTEST_PAUSE) < 0 ? SHORTEST_PAUSE : pause;
    }

    private void lend(String webhookId) {
        int free = slots.free(webhookId);
        if (free > 0) {
            jdbi.inTransaction(transaction -> WebhookTable.find(transaction, webhookId)
                            .filter(WebhookRow::enabled)
                            .map(webhook -> DeliveryTable.lend(transaction, webhook, free, lease())))
                    .ifPresent(loans -> loans.forEach(this::carryAway));
        }
    }

    /** Where another has taken the place meanwhile, the loan ends by itself. */
    private void carryAway(Loan loan) {
        String webhookId = loan.webhook().id();
        if (slots.take(webhookId)) {
            carriers.execute(() -> {
                try {
                    carry(loan);
                } catch (RuntimeException e) {
                    LOG.error("attempt not written, its delivery is tried again delivery={}", loan.deliveryId(), e);
                } finally {
                    slots.release(webhookId);
                    wake();
                }
            });
        } else {
            jdbi.useHandle(handle -> DeliveryTable.giveBack(handle, loan));
        }
    }

    private void carry(Loan loan) {
        Attempt attempt = attempts.attempt(loan);
        if (stopping && attempt.status() == null) {
            jdbi.useHandle(handle -> DeliveryTable.giveBack(handle, loan));
            return;
        }
        jdbi.useTransaction(transaction -> end(transaction, loan, attempt));
    }

    /** The webhook is held first, as by those who delete it. */
    private void end(Handle transaction, Loan loan, Attempt attempt) {
        Optional<WebhookRow> webhook =
                WebhookTable.findLocked(transaction, loan.webhook().id());
        // What the receiver at an address says that was given up says nothing of the new one.
        boolean moved =
                webhook.filter(row -> !row.url().equals(loan.webhook().url())).isPresent();
        Optional<Duration> pause = attempt.succeeded() || attempt.gone() && !moved || loan.once()
                ? Optional.empty()
                : backoff.after(loan.tries(), attempt.retryAfter());
        DeliveryStatus status = attempt.succeeded()
                ? DeliveryStatus.SUCCEEDED
                : pause.isPresent() ? DeliveryStatus.PENDING : DeliveryStatus.FAILED;
        if (webhook.isPresent() && DeliveryTable.end(transaction, loan, attempt, status, pause.orElse(null))) {
            if (!moved) {
                judge(transaction, loan, attempt);
            }
            meters.count(status);
            log(loan, attempt, status);
        }
    }

    /** Whether the webhook is worth further attempts; a test that fails says nothing of that. */
    private void judge(Handle transaction, Loan loan, Attempt attempt) {
        String webhookId = loan.webhook().id();
        if (attempt.succeeded()) {
            WebhookTable.succeeded(transaction, webhookId);
        } else if (attempt.gone()) {
            WebhookTable.disable(transaction, webhookId, "it has answered 410: it wants no more");
        } else if (!loan.once() && WebhookTable.failed(transaction, webhookId, configuration.patience())) {
            WebhookTable.disable(
                    transaction,
                    webhookId,
                    "every attempt has failed for " + configuration.patience().toHours() + " hours");
        }
    }

    private static void log(Loan loan, Attempt attempt, DeliveryStatus status) {
        if (status == DeliveryStatus.FAILED) {
            LOG.warn(
                    "delivery failed webhook={} delivery={} type={} status={} error={}",
                    loan.webhook().id(),
                    loan.deliveryId(),
                    loan.type().word(),
                    attempt.status(),
                    attempt.error());
        } else {
            LOG.debug(
                    "attempt delivery={} number={} status={} error={}",
                    loan.deliveryId(),
                    loan.number(),
                    attempt.status(),
                    attempt.error());
        }
    }
}
