package io.likeness.gateway.simulation;

/** A fault of the harness that breaks one of the promises, so that it can be seen that the simulation would find a fault of the code. */
enum Planted {
    NONE,
    /** The relay takes events of one key for events of many. */
    RELAY_IGNORES_KEYS,
    /** Whoever takes a job over has the fence of the one before. */
    LEASE_TAKEN_OVER_WITHOUT_FENCE,
    /** A runner that has lost its lease may write. */
    END_OF_A_LOST_LEASE,
    /** The store says that it has deleted, and has not. */
    DELETION_LOST,
    /** Events vanish on their way, and nobody ends what is silent. */
    EVENTS_LOST_AND_NOTHING_REAPED,
    /** Keys are forgotten while their requests are repeated. */
    KEYS_FORGOTTEN,
    /** Who clears up after lost attempts takes his own objects along. */
    RESULT_CLEARED_AWAY
}
