/** The platform's tables in memory, and what opens its runners and relays to a simulation. Called by tests only; for one thread. */
@NullMarked
package io.likeness.platform.events;

import org.jspecify.annotations.NullMarked;
