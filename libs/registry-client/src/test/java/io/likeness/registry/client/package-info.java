/** Tests of the registry's client against a server of the JDK that can be told to fail. */
@NullMarked
package io.likeness.registry.client;

import org.jspecify.annotations.NullMarked;
