/**
 * From trained artifacts to a registered version: upload, manifest, registration. Called by a training run; safe for threads.
 */
@NullMarked
package io.likeness.trainer.publication;

import org.jspecify.annotations.NullMarked;
