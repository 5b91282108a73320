/**
 * What every service does as a process: it ends with its supervisor. Called at start-up. Stateless.
 */
@NullMarked
package io.likeness.platform.runtime;

import org.jspecify.annotations.NullMarked;
