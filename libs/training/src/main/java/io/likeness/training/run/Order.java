package io.likeness.training.run;

/** What whoever asked for a training wants of it now. */
public enum Order {
    GO_ON,
    /** End it without a result. */
    CANCEL,
    /** End it with a checkpoint, from which another process goes on. */
    SUSPEND
}
