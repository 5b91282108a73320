package io.likeness.registry.registration;

import io.likeness.contracts.model.ModelVersion;

/** What became of a registration. Immutable. */
sealed interface RegistrationOutcome {

    /** The version is new; its events are on their way. */
    record Registered(ModelVersion version) implements RegistrationOutcome {}

    /** The same registration was accepted before; nothing changed. */
    record Repeated(ModelVersion version) implements RegistrationOutcome {}

    /** The training or the digest is registered with other content; nothing changed. */
    record Contradicted(String reason) implements RegistrationOutcome {}
}
