package io.likeness.gateway.access;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** A resource that answers without a key. {@link Way} has to know its path. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@interface OpenToAll {}
