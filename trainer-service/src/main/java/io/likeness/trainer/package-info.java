/**
 * The service that trains models: its configuration. The feature packages below it hold everything else; nothing here is called by
 * another service. Immutable, safe for threads.
 */
@NullMarked
package io.likeness.trainer;

import org.jspecify.annotations.NullMarked;
