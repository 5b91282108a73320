/**
 * Registration of a trained version: idempotent by training id, verified against the object store, announced and
 * handed to the gate in one transaction. Called over HTTP by trainers, which repeat a request until it is answered. Beans are safe for threads.
 */
@NullMarked
package io.likeness.registry.registration;

import org.jspecify.annotations.NullMarked;
