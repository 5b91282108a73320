package io.likeness.gateway;

import io.likeness.contracts.Require;
import io.likeness.gateway.access.AccessCheck;
import io.likeness.gateway.access.AccessConfiguration;
import io.likeness.gateway.cost.CostConfiguration;
import io.likeness.gateway.ledger.LedgerConfiguration;
import io.likeness.gateway.letter.LetterConfiguration;
import io.likeness.gateway.model.RegistryBeans;
import io.likeness.gateway.model.RegistryConfiguration;
import io.likeness.gateway.status.StatusConfiguration;
import io.likeness.gateway.training.TrainingDefaults;
import io.likeness.gateway.upload.UploadConfiguration;
import io.likeness.gateway.webhook.WebhookConfiguration;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.regex.Pattern;

/** Refuses to start on a configuration that is out of its documented range, naming the key, what is allowed and what was found. */
@Singleton
final class ConfigurationCheck {
    private static final long GIGABYTE = 1L << 30;
    private static final double GREATEST_PRICE = 1e6;
    private static final double GREATEST_BUDGET = 1e9;
    private static final Pattern CURRENCY = Pattern.compile("[A-Z]{3}");
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration MONTH = Duration.ofDays(30);
    private static final Duration TEN_YEARS = Duration.ofDays(3650);
    private static final Duration SHORTEST_PATIENCE = Duration.ofMillis(10);

    void check(
            @Observes StartupEvent event,
            UploadConfiguration upload,
            TrainingDefaults training,
            RegistryConfiguration registry,
            StatusConfiguration status,
            LedgerConfiguration ledger,
            LetterConfiguration letters,
            WebhookConfiguration webhooks,
            AccessConfiguration access,
            CostConfiguration cost) {
        check(upload);
        check(training);
        check(registry);
        check(status);
        check(ledger);
        check(letters);
        check(webhooks);
        AccessCheck.check(access);
        check(cost);
    }

    static void check(UploadConfiguration upload) {
        Require.between("likeness.upload.most-bytes", upload.mostBytes().asLongValue(), 1, 80 * GIGABYTE);
        upload.mostConcurrent().ifPresent(most -> Require.between("likeness.upload.most-concurrent", most, 1, 100));
        Require.between(
                "likeness.upload.least-bytes-per-second",
                upload.leastBytesPerSecond().asLongValue(),
                1,
                GIGABYTE);
        between("likeness.upload.window", upload.window(), Duration.ofMillis(100), Duration.ofSeconds(50));
        between("likeness.upload.keep-unfinished", upload.keepUnfinished(), Duration.ofMinutes(1), MONTH);
    }

    static void check(TrainingDefaults training) {
        between("likeness.training.deadline", training.deadline(), Duration.ofSeconds(1), Duration.ofDays(30));
    }

    static void check(LedgerConfiguration ledger) {
        between("likeness.ledger.generation.deadline", ledger.generation().deadline(), SECOND, MONTH);
        between("likeness.ledger.generation.silence", ledger.generation().silence(), SECOND, MONTH);
        between("likeness.ledger.generation.keep-results", ledger.generation().keepResults(), SECOND, TEN_YEARS);
        between("likeness.ledger.dataset.deadline", ledger.dataset().deadline(), SECOND, MONTH);
        between("likeness.ledger.dataset.silence", ledger.dataset().silence(), SECOND, MONTH);
        between("likeness.ledger.training.silence", ledger.training().silence(), SECOND, MONTH);
        between("likeness.ledger.grace", ledger.grace(), Duration.ZERO, Duration.ofHours(1));
        between("likeness.ledger.cancel-patience", ledger.cancelPatience(), SECOND, Duration.ofDays(1));
        between("likeness.ledger.keep-ended", ledger.keepEnded(), SECOND, TEN_YEARS);
        between("likeness.ledger.keep-keys", ledger.keepKeys(), SECOND, TEN_YEARS);
        between("likeness.ledger.keep-tombstones", ledger.keepTombstones(), ledger.keepKeys(), TEN_YEARS);
        between("likeness.ledger.reap-interval", ledger.reapInterval(), Duration.ofMillis(100), Duration.ofHours(1));
        between("likeness.ledger.poll", ledger.poll(), Duration.ofMillis(100), Duration.ofMinutes(1));
    }

    static void check(RegistryConfiguration registry) {
        Require.present("likeness.registry", RegistryBeans.settings(registry));
        between("likeness.registry.absence", registry.absence(), Duration.ZERO, Duration.ofMinutes(1));
    }

    static void check(StatusConfiguration status) {
        between("likeness.status.timeout", status.timeout(), SHORTEST_PATIENCE, Duration.ofSeconds(10));
    }

    static void check(LetterConfiguration letters) {
        between("likeness.dead-letters.retention", letters.retention(), Duration.ofHours(1), Duration.ofDays(3650));
    }

    static void check(WebhookConfiguration webhooks) {
        between("likeness.webhook.timeout", webhooks.timeout(), Duration.ofMillis(100), Duration.ofMinutes(1));
        Require.between("likeness.webhook.backoff (entries)", webhooks.backoff().size(), 1, 20);
        webhooks.backoff()
                .forEach(pause -> between("likeness.webhook.backoff", pause, Duration.ofMillis(1), Duration.ofDays(7)));
        Require.between("likeness.webhook.most-at-once", webhooks.mostAtOnce(), 1, 16);
        between("likeness.webhook.lease", webhooks.lease(), Duration.ofMillis(100), Duration.ofMinutes(10));
        between("likeness.webhook.poll", webhooks.poll(), Duration.ofMillis(100), Duration.ofMinutes(5));
        between("likeness.webhook.patience", webhooks.patience(), Duration.ofMinutes(1), Duration.ofDays(365));
        between("likeness.webhook.overlap", webhooks.overlap(), Duration.ZERO, MONTH);
        between("likeness.webhook.keep-deliveries", webhooks.keepDeliveries(), Duration.ofDays(4), TEN_YEARS);
    }

    static void check(CostConfiguration cost) {
        Require.between("likeness.cost.core-hour", cost.coreHour(), 0, GREATEST_PRICE);
        Require.between("likeness.cost.monthly-budget", cost.monthlyBudget().orElse(0), 0, GREATEST_BUDGET);
        if (!CURRENCY.matcher(cost.currency()).matches()) {
            throw Require.invalid("likeness.cost.currency", "three capital letters", "'" + cost.currency() + "'");
        }
    }

    private static void between(String key, Duration found, Duration least, Duration most) {
        if (found.compareTo(least) < 0 || found.compareTo(most) > 0) {
            throw Require.invalid(key, least + " to " + most, found.toString());
        }
    }
}
