package io.likeness.platform.events;

import io.likeness.contracts.Failure;
import io.likeness.contracts.event.Topic;

/**
 * A command that its service can never carry out, because it cannot read it or has failed at it for good.
 *
 * @param topic of the command
 * @param aggregateId the record's key
 * @param content its bytes, which may be no command at all
 * @param failure why
 * @param correlationId of the request that it came from, or a new one where it carries none
 */
@SuppressWarnings("ArrayRecordComponent") // Handed over once and never compared.
public record UnhandledCommand(
        Topic topic, String aggregateId, byte[] content, Failure failure, String correlationId) {}
