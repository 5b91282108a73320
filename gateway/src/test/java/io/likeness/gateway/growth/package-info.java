/** What is left of very many jobs. Called by tests only. */
@NullMarked
package io.likeness.gateway.growth;

import org.jspecify.annotations.NullMarked;
