/**
 * Who asks, and what they may: keys, tenants and scopes. What a tenant has is invisible to every other. Called by resources and by the filter before them. Types are safe for threads unless they say
 * otherwise, and for several gateways.
 */
@NullMarked
package io.likeness.gateway.access;

import org.jspecify.annotations.NullMarked;
