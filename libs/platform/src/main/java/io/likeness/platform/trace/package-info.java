/**
 * Which request a thread works for: its correlation id and its W3C trace, in the log lines, the events, the jobs and the calls that come
 * of it. Called by whatever begins work: requests, records, jobs. Safe for threads.
 */
@NullMarked
package io.likeness.platform.trace;

import org.jspecify.annotations.NullMarked;
