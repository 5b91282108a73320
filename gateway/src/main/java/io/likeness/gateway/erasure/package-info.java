/**
 * Erasure of one image from everything: what the gateway itself removes, whom it tells, what it hears of them, and the receipt. Called over HTTP and by
 * the listeners of datasets and trainings. Safe for threads and for several gateways.
 */
@NullMarked
package io.likeness.gateway.erasure;

import org.jspecify.annotations.NullMarked;
