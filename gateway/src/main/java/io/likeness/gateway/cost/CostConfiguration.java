package io.likeness.gateway.cost;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.OptionalDouble;

/** What processors cost, and how much of it may be spent. */
@ConfigMapping(prefix = "likeness.cost")
public interface CostConfiguration {
    /** Of one core, 0 to 1,000,000: what the trainer is told as {@code likeness.trainer.price.core-hour}. */
    @WithDefault("0.02")
    double coreHour();

    /** In which prices and budget are given, an ISO 4217 code of three capital letters, as the trainer's. */
    @WithDefault("EUR")
    String currency();

    /** Most that trainings of a calendar month (UTC) may cost in all, 0 to 1,000,000,000; absent: no matter how much. */
    OptionalDouble monthlyBudget();
}
