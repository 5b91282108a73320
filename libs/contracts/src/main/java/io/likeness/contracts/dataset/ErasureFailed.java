package io.likeness.contracts.dataset;

import io.likeness.contracts.Failure;
import io.likeness.contracts.Require;

/** The image may still be stored; it is taken in no more, unless the failure says that nobody has heard of the erasure. */
public record ErasureFailed(String erasureId, Failure failure) implements DatasetEvent {
    public ErasureFailed {
        Require.text("erasureId", erasureId);
        Require.present("failure", failure);
    }

    @Override
    public String aggregateId() {
        return erasureId;
    }
}
