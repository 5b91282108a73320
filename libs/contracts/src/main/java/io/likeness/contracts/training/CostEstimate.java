package io.likeness.contracts.training;

import io.likeness.contracts.Require;

/**
 * What a run will take, from a measured calibration of its own network on the machine that trains it.
 *
 * @param seconds of all epochs; early stopping may need less
 * @param cost of the processors for that time, in {@code currency}
 * @param currency as configured, such as EUR
 */
public record CostEstimate(double seconds, double cost, String currency) {
    public CostEstimate {
        Require.notNegative("seconds", seconds);
        Require.notNegative("cost", cost);
        Require.text("currency", currency);
    }
}
