/**
 * Training in a child JVM. The trainer service starts a child and reads its updates; in the child, the main class reads the request
 * and runs the engine. They talk in JSON lines over pipes, and the child ends when its pipe closes. The parent's classes load no
 * native library and are safe for threads where they say so.
 */
@NullMarked
package io.likeness.training.process;

import org.jspecify.annotations.NullMarked;
