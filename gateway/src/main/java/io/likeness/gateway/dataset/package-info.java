/**
 * Datasets: asking for an import, following it by its events, and its report and preview. Called over HTTP and by Kafka. Safe for
 * threads; a dataset that is sealed or rejected never changes again.
 */
@NullMarked
package io.likeness.gateway.dataset;

import org.jspecify.annotations.NullMarked;
