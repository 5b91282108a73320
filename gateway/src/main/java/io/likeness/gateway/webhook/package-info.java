/**
 * Webhooks after Standard Webhooks 1.0.0 (https://www.standardwebhooks.com): who waits for the end of a job, or for a model, is called in place of asking again and again. Deliveries
 * are written within the transactions in which things happen, and carried by a loop of their own. Called over HTTP, by the ledger and by the model projection. Types are safe for threads unless they
 * say otherwise, and for several gateways.
 */
@NullMarked
package io.likeness.gateway.webhook;

import org.jspecify.annotations.NullMarked;
