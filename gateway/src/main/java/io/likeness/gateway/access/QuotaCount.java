package io.likeness.gateway.access;

import org.jdbi.v3.core.Handle;

/** Counts what there is of a key, as its requests are refused by it. Found by CDI, one for each quota; safe for threads. */
public interface QuotaCount {

    Quota quota();

    /** In the unit of the limit. */
    double of(Handle handle, String keyId);
}
