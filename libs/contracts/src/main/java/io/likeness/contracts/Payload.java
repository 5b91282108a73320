package io.likeness.contracts;

/**
 * The content of one Kafka record. Its direct subtypes are the sealed families that the catalogue of topics knows; they live with
 * their aggregate, and so this interface itself cannot be sealed.
 */
public interface Payload {

    /** The record key: what happens to one aggregate is read in the order in which it was written. */
    String aggregateId();
}
