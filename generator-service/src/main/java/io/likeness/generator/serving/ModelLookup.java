package io.likeness.generator.serving;

import io.likeness.generator.decoding.ModelLease;

/** What became of the wish for a model. */
public sealed interface ModelLookup {

    /** The model is loaded; whoever asked closes the lease. */
    record Lent(ModelLease lease) implements ModelLookup {}

    /** The registry says that there is no such model or version. */
    record Absent(String reason) implements ModelLookup {}
}
