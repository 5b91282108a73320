package io.likeness.benchmarks.faces;

import io.likeness.contracts.Digests;
import io.likeness.contracts.Json;
import io.likeness.contracts.training.TrainingConfiguration;

/** One row of the table. */
record Candidate(String name, TrainingConfiguration configuration) {

    /** Where its results lie: another configuration of that name has another. */
    String folder() {
        return name.replaceAll("[^A-Za-z0-9._-]", "_")
                + "-"
                + Digests.sha256(Json.encode(configuration)).substring(0, 8);
    }
}
