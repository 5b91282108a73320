/**
 * What of the system runs, for the page at {@code /} and for people with {@code curl}. Called over HTTP. Safe for threads.
 */
@NullMarked
package io.likeness.gateway.status;

import org.jspecify.annotations.NullMarked;
