/**
 * What other services ask of model-registry, and the one client that asks it over HTTP with the JDK alone. Called by gateway,
 * generators and trainers, each with its own {@link io.likeness.registry.client.RegistrySettings}. Safe for threads, virtual ones too.
 */
@NullMarked
package io.likeness.registry.client;

import org.jspecify.annotations.NullMarked;
