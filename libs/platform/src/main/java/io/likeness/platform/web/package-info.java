/**
 * Errors of the HTTP API as RFC 9457 problems, and the JSON mapper of the HTTP layer. Called by the web framework. Stateless.
 */
@NullMarked
package io.likeness.platform.web;

import org.jspecify.annotations.NullMarked;
