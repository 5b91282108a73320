/**
 * What trainings, generations and datasets have in common: their states, the keys that make a repeated request harmless, and the
 * counts that are measured. Called by the use cases within their transactions. Safe for threads.
 */
@NullMarked
package io.likeness.gateway.job;

import org.jspecify.annotations.NullMarked;
