package io.likeness.gateway.cost;

import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What the trainings of a calendar month cost.
 *
 * @param from its first moment, UTC
 * @param until the next month's
 * @param cost of what has been trained so far, in {@code currency}
 * @param expected what trainings that have not ended are estimated to cost beyond that
 * @param budget of all tenants; absent where there is none
 * @param left of the budget, 0 or more
 * @param models the dearest first
 */
@Schema(description = "What the trainings of a calendar month cost")
record Spending(
        Instant from,
        Instant until,
        @Schema(examples = "EUR") String currency,
        int trainings,
        double cpuHours,
        double cost,
        double expected,

        @Schema(description = "Most that all tenants together may spend; absent where that is not limited") @Nullable
        Double budget,

        @Nullable Double left,
        List<OfModel> models) {

    /** What a model's trainings cost within the month. */
    @Schema(name = "SpendingOfModel", description = "What a model's trainings cost within the month")
    record OfModel(String model, int trainings, double cpuHours, double cost) {}
}
