package io.likeness.gateway.ledger;

/** What came of presenting an idempotency key. */
public sealed interface Claim {

    /** No such request was accepted before, or it came without a key: the job is to be created. */
    record Fresh() implements Claim {}

    /** The same request was accepted before: its job is the answer. */
    record Repeated(String jobId) implements Claim {}
}
