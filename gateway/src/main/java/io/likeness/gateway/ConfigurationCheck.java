package io.likeness.gateway;

import io.likeness.contracts.Require;
import io.likeness.gateway.letter.LetterConfiguration;
import io.likeness.gateway.model.RegistryConfiguration;
import io.likeness.gateway.status.StatusConfiguration;
import io.likeness.gateway.training.TrainingDefaults;
import io.likeness.gateway.upload.UploadConfiguration;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;

/** Refuses to start on a configuration that is out of its documented range, naming the key, what is allowed and what was found. */
@Singleton
final class ConfigurationCheck {
    private static final long GIGABYTE = 1L << 30;
    private static final Duration SHORTEST_PATIENCE = Duration.ofMillis(10);

    void check(
            @Observes StartupEvent event,
            UploadConfiguration upload,
            TrainingDefaults training,
            RegistryConfiguration registry,
            StatusConfiguration status,
            LetterConfiguration letters) {
        check(upload);
        check(training);
        check(registry);
        check(status);
        check(letters);
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
    }

    static void check(TrainingDefaults training) {
        between("likeness.training.deadline", training.deadline(), Duration.ofSeconds(1), Duration.ofDays(30));
        between(
                "likeness.training.event-interval",
                training.eventInterval(),
                Duration.ofMillis(50),
                Duration.ofSeconds(10));
    }

    static void check(RegistryConfiguration registry) {
        between(
                "likeness.registry.connect-timeout",
                registry.connectTimeout(),
                SHORTEST_PATIENCE,
                Duration.ofSeconds(10));
        between(
                "likeness.registry.answer-timeout",
                registry.answerTimeout(),
                SHORTEST_PATIENCE,
                Duration.ofSeconds(60));
    }

    static void check(StatusConfiguration status) {
        between("likeness.status.timeout", status.timeout(), SHORTEST_PATIENCE, Duration.ofSeconds(10));
    }

    static void check(LetterConfiguration letters) {
        between("likeness.dead-letters.retention", letters.retention(), Duration.ofHours(1), Duration.ofDays(3650));
    }

    private static void between(String key, Duration found, Duration least, Duration most) {
        if (found.compareTo(least) < 0 || found.compareTo(most) > 0) {
            throw Require.invalid(key, least + " to " + most, found.toString());
        }
    }
}
