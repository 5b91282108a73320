/**
 * How a version that passed the gate comes to serve: generators load it, then it answers a growing share of requests, and evidence from all generators
 * decides each step. The course is a pure function of what is known; whoever hears something new applies it under the lock of the model's row. Beans are safe for
 * threads and for any number of instances.
 */
@NullMarked
package io.likeness.registry.rollout;

import org.jspecify.annotations.NullMarked;
