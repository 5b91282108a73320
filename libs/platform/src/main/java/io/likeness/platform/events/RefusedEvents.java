package io.likeness.platform.events;

import org.jdbi.v3.core.Handle;

/** Told of events that will never reach the broker; a service that wants to know has a bean of this type. Safe for threads. */
public interface RefusedEvents {

    /** Called in the transaction that sets the event aside; what it throws is tried again with the event. */
    void refused(Handle transaction, RefusedEvent event);
}
