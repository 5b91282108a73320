/**
 * What trainings take and cost: estimated before they are accepted, counted while they run, held against a budget. Called by trainings, their projection and over HTTP. Types are safe for threads unless
 * they say otherwise, and for several gateways.
 */
@NullMarked
package io.likeness.gateway.cost;

import org.jspecify.annotations.NullMarked;
