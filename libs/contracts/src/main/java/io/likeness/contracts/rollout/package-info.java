/**
 * How a new version comes to serve: in steps, each of which generators give evidence for. Written by model-registry, heard by gateway and
 * generators, which report to it over HTTP. Every type is immutable and safe for threads.
 */
@NullMarked
package io.likeness.contracts.rollout;

import org.jspecify.annotations.NullMarked;
