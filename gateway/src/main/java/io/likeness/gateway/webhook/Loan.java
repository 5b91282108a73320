package io.likeness.gateway.webhook;

import java.time.Instant;

/**
 * A delivery that is lent to this gateway for one attempt.
 *
 * @param until when another may take it; also the loan's name
 * @param number of the attempt, 1 for the first of all
 * @param tries attempts with this one since the delivery was last asked for
 * @param once whether it is the only one
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
record Loan(
        String deliveryId,
        WebhookRow webhook,
        String eventId,
        EventType type,
        byte[] body,
        Instant until,
        int number,
        int tries,
        boolean once) {}
