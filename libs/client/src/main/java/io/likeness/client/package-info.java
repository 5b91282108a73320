/**
 * The gateway's public API for programs in Java, on the JDK's {@code HttpClient}: typed calls that are held against the OpenAPI document,
 * uploads that resume, downloads that go on, jobs that are waited for, and problems as exceptions. Called by the launcher's commands and
 * the demonstration. Safe for threads.
 */
@NullMarked
package io.likeness.client;

import org.jspecify.annotations.NullMarked;
