/**
 * Model versions: events, the manifest that gives a version its digest, registration, and the directions of its attributes.
 * Written by trainer and registry, read by generator and gateway. Every type is immutable and safe for threads.
 */
@NullMarked
package io.likeness.contracts.model;

import org.jspecify.annotations.NullMarked;
