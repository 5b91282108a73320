/**
 * What this process has used of the machine. Called by the training run, once an epoch, for its reports and its cost. Stateless, safe
 * for threads.
 */
@NullMarked
package io.likeness.training.usage;

import org.jspecify.annotations.NullMarked;
