/**
 * One training run under its lease, from the dataset to the registered version, and what it keeps on disk so that nothing is
 * trained twice. Called by the job runner; a run belongs to the runner's thread.
 */
@NullMarked
package io.likeness.trainer.run;

import org.jspecify.annotations.NullMarked;
