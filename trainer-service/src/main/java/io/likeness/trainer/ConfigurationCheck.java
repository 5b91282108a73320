package io.likeness.trainer;

import io.likeness.contracts.Require;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.MemorySize;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** Refuses to start on a configuration that cannot train. */
@ApplicationScoped
public class ConfigurationCheck {
    private static final long MEBIBYTE = 1L << 20;
    private static final int GREATEST_PRICE = 1_000_000;

    private final TrainerConfiguration configuration;

    public ConfigurationCheck(TrainerConfiguration configuration) {
        this.configuration = configuration;
    }

    void check(@Observes StartupEvent event) {
        check(configuration);
    }

    /** @throws io.likeness.contracts.LikenessException naming the key, the allowed and the found value */
    static void check(TrainerConfiguration configuration) {
        mebibytes("cache-size", configuration.cacheSize(), 1, Long.MAX_VALUE);
        mebibytes("child-heap", configuration.childHeap(), 128, 64 << 10);
        mebibytes("child-off-heap", configuration.childOffHeap(), 256, 1 << 20);
        configuration.replicas().ifPresent(replicas -> Require.between("likeness.trainer.replicas", replicas, 1, 64));
        configuration.judge().ifPresent(ConfigurationCheck::judge);
        Require.between("likeness.trainer.crash-retries", configuration.crashRetries(), 0, 10);
        seconds("checkpoint-interval", configuration.checkpointInterval(), 86_400);
        seconds("suspension", configuration.suspension(), 100);
        price("core-hour", configuration.price().coreHour());
        price("gpu-hour", configuration.price().gpuHour());
        currency(configuration.price().currency());
        seconds("patience", configuration.patience(), 30 * 86_400);
        Require.between(
                "likeness.trainer.sweep-interval (ms)",
                configuration.sweepInterval().toMillis(),
                100,
                60_000);
    }

    private static void judge(Path file) {
        if (!Files.isRegularFile(file)) {
            throw Require.invalid("likeness.trainer.judge", "a file that './likeness judge' wrote", "none at " + file);
        }
    }

    private static void seconds(String key, Duration duration, int most) {
        Require.between("likeness.trainer." + key + " (s)", duration.toSeconds(), 1, most);
    }

    private static void price(String key, double price) {
        if (!(price >= 0 && price <= GREATEST_PRICE)) {
            throw Require.invalid("likeness.trainer.price." + key, "0 to " + GREATEST_PRICE, Double.toString(price));
        }
    }

    private static void currency(String found) {
        if (!found.matches("[A-Z]{3}")) {
            throw Require.invalid("likeness.trainer.price.currency", "three capital letters", "'" + found + "'");
        }
    }

    private static void mebibytes(String key, MemorySize size, long least, long most) {
        Require.between("likeness.trainer." + key + " (MiB)", size.asLongValue() / MEBIBYTE, least, most);
    }
}
