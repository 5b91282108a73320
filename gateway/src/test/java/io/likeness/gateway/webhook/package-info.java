/** Tests of webhooks: the rules alone, calls of real receivers on this machine, and the loop on a real database. */
@NullMarked
package io.likeness.gateway.webhook;

import org.jspecify.annotations.NullMarked;
