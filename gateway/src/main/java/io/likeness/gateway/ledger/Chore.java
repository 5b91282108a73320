package io.likeness.gateway.ledger;

/** Work of another package that the ledger's loop does in each of its turns. Several gateways may do it at once. */
public interface Chore {
    /** Does a piece of it, and tells whether there may be more. */
    boolean run();
}
