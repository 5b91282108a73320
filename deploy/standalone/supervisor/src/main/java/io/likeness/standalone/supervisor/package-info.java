/**
 * Runs all of Likeness on one machine: starts the platform and then the services, keeps each child alive, and stops all
 * in reverse. The script {@code ./likeness} calls {@link io.likeness.standalone.supervisor.Supervisor}. A
 * {@code Supervision} and its {@code Keeper}s are safe for threads; everything else is immutable.
 */
@NullMarked
package io.likeness.standalone.supervisor;

import org.jspecify.annotations.NullMarked;
