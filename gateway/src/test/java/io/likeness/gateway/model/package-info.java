/** Tests of what the gateway knows of models. */
@NullMarked
package io.likeness.gateway.model;

import org.jspecify.annotations.NullMarked;
