package io.likeness.gateway.ledger;

import io.likeness.contracts.Failure;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How a job ended, whoever says so: its owner, or the reaper. */
record JobEnd(
        JobStatus status,
        Map<String, Object> documents,
        @Nullable Failure failure) {
    static JobEnd succeeded(Map<String, Object> documents) {
        return new JobEnd(JobStatus.SUCCEEDED, documents, null);
    }

    static JobEnd failed(Failure failure) {
        return new JobEnd(JobStatus.FAILED, Map.of(), failure);
    }

    static JobEnd expired(Failure failure) {
        return new JobEnd(JobStatus.EXPIRED, Map.of(), failure);
    }

    static JobEnd canceled() {
        return new JobEnd(JobStatus.CANCELED, Map.of(), null);
    }
}
