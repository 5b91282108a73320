/**
 * What every HTTP request carries beside its body: correlation id, preferences, a bound on its size; and what every answer is
 * documented with. Called by the web framework and by the resources. Stateless.
 */
@NullMarked
package io.likeness.gateway.request;

import org.jspecify.annotations.NullMarked;
