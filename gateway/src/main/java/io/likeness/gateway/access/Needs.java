package io.likeness.gateway.access;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * What the operations of a resource need, or one operation in place of its resource. Where several scopes are named, one of them is enough.
 * An operation for which nothing is said can be used by nobody.
 */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
public @interface Needs {
    /** Of GET and HEAD. */
    Scope[] reading() default Scope.READ;

    /** Of every other method. */
    Scope[] changing() default Scope.ADMIN;

    /** Whether only the main tenant's keys may, since it concerns the whole system. */
    boolean operator() default false;
}
