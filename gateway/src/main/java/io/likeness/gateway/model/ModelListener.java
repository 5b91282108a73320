package io.likeness.gateway.model;

import io.likeness.contracts.model.ModelEvent;
import java.time.Instant;
import org.jdbi.v3.core.Handle;

/**
 * Another package that hears what happens to models, within the transaction in which the read model learns of it: both are written, or neither. The same event may come
 * again, and late. Safe for threads.
 */
public interface ModelListener {
    void happened(Handle transaction, ModelEvent event, Instant at);
}
