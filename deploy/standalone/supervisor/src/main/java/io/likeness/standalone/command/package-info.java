/**
 * The launcher's commands that use a running system through its public API: {@code upload}, {@code train}, {@code generate},
 * {@code models}, {@code datasets}, {@code jobs}, {@code watch}, {@code rollout} and {@code keys}. Called by {@code ./likeness}, a process
 * a command. Standard output has the result alone, of which {@code --json} makes JSON; all else goes to standard error. For one thread.
 */
@NullMarked
package io.likeness.standalone.command;

import org.jspecify.annotations.NullMarked;
