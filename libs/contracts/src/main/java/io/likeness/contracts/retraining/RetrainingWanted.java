package io.likeness.contracts.retraining;

import io.likeness.contracts.Require;
import org.jspecify.annotations.Nullable;

/**
 * A policy wants a version of its model that has learned from a dataset; the training is accepted like any other, once.
 *
 * @param retrainingId of the training that is wanted; the same in every copy of the event
 * @param policyRevision of the policy that wants it, 1 or more
 * @param newImages that imports of the dataset's name took in since the newest dataset that the policy had a training begun on was sealed, 0 or more
 * @param from the version to go on from; absent: from random weights
 * @param reason one sentence for a person
 */
public record RetrainingWanted(
        String modelName,
        String retrainingId,
        long policyRevision,
        String datasetId,
        long newImages,
        @Nullable Integer from,
        String reason)
        implements RetrainingEvent {
    public RetrainingWanted {
        Require.name("modelName", modelName);
        Require.text("retrainingId", retrainingId);
        Require.between("policyRevision", policyRevision, 1, Long.MAX_VALUE);
        Require.text("datasetId", datasetId);
        Require.between("newImages", newImages, 0, Long.MAX_VALUE);
        if (from != null) {
            Require.between("from", from, 1, Integer.MAX_VALUE);
        }
        Require.text("reason", reason);
    }
}
